import { backend_util } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { allowFusedMultiplyAdd } from '../../fixtures/allowFusedMultiplyAdd.ts';
import { elementProgram } from '../../fixtures/elementProgram.ts';
import { UnsupportedError } from '../kernels/Kernel.ts';
import type { ElementFunction } from './ElementFunction.ts';
import { VECTOR_FUNCTIONS } from './vectorFunctions.ts';

const { NaN: nan, POSITIVE_INFINITY: infinity } = Number;
const DENORMAL = 2 ** -149;
const LARGEST = (2 - 2 ** -23) * 2 ** 127;

const SPECIALS = [
  0,
  DENORMAL,
  1e-40,
  2 ** -126,
  1e-8,
  0.3,
  0.5,
  1,
  1.5,
  2,
  2.5,
  3,
  6,
  7.25,
  88.5,
  1e6,
  2 ** 24,
]
  .concat([2 ** 31, 2 ** 32, 3e38, LARGEST, infinity])
  .flatMap((x) => [x, -x])
  .concat(nan)
  .map(Math.fround);

/** Every so many bit patterns of floats. */
function patterns(stride: number): Float32Array<ArrayBuffer> {
  const bits = Int32Array.from({ length: Math.ceil(2 ** 32 / stride) }, (_, index) => index * stride);
  return new Float32Array(bits.buffer);
}

function functionOf(name: string): ElementFunction {
  const found = VECTOR_FUNCTIONS[name];
  if (!found) throw new TypeError(`expected a function ${name}.`);
  return found;
}

/** The distance of a float to the truth, in units of the truth's last place; 0 for the same float. */
function error(actual: number, truth: number): number {
  const nearest = Math.fround(truth);
  if (Object.is(actual, nearest)) return 0;
  if (!Number.isFinite(actual) || !Number.isFinite(nearest) || Object.is(actual, -nearest)) return infinity;
  const unit = 2 ** Math.max(-149, Math.floor(Math.log2(Math.abs(truth))) - 23);
  return Math.abs(actual - truth) / unit;
}

/** Zeros of either sign are equal here. */
function errorOfUnsigned(actual: number, truth: number): number {
  return actual === 0 && Math.fround(truth) === 0 ? 0 : error(actual, truth);
}

/** The first results that are further from the truth than so many units, with their operands. */
function farOff(
  operands: readonly Float32Array[],
  actual: Float32Array,
  truth: (...operands: number[]) => number,
  units: number,
  errorOf = error,
): object[] {
  const found: object[] = [];
  for (let index = 0; index < actual.length && found.length < 5; index++) {
    const given = operands.map((values) => values[index] ?? nan);
    const [result = nan, expected] = [actual[index], truth(...given)];
    const off = errorOf(result, expected);
    if (!(off <= units)) found.push({ operands: given, actual: result, expected, off });
  }
  return found;
}

/** The first bits that are others, and where. */
function firstOther(some: Int32Array, others: Int32Array): object | undefined {
  const place = some.findIndex((bits, index) => bits !== others[index]);
  if (place < 0 && some.length === others.length) return undefined;
  return { place, bits: some[place], others: others[place] };
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** What JavaScript computes in doubles, and how many units of the last place a float may differ from it. */
const TRUTHS: Readonly<Record<string, readonly [truth: (x: number) => number, units: number]>> = {
  Exp: [Math.exp, 1.3],
  Expm1: [Math.expm1, 1.5],
  Log: [Math.log, 1],
  Log1p: [Math.log1p, 1],
  Sigmoid: [sigmoid, 2.1],
  Softplus: [softplus, 1.6],
  Tanh: [Math.tanh, 1.3],
  Sqrt: [Math.sqrt, 0.5],
  Rsqrt: [(x) => 1 / Math.sqrt(x), 1.5],
  Reciprocal: [(x) => 1 / x, 0.5],
  Square: [(x) => x * x, 0.5],
  ...Object.fromEntries(
    (['sin', 'cos', 'tan', 'asin', 'acos', 'atan', 'sinh', 'cosh', 'asinh', 'acosh', 'atanh'] as const).map(
      (name) => [`${name.charAt(0).toUpperCase()}${name.slice(1)}`, [Math[name], 0.51]],
    ),
  ),
};

const MODES = allowFusedMultiplyAdd() ? [false, true] : [false];

describe.each(MODES)('functions of one float, fused multiply-add: %s', (fusedMultiplyAdd) => {
  test.each(Object.entries(TRUTHS))('%s is right everywhere', (name, [truth, units]) => {
    const x = Float32Array.from([...SPECIALS, ...patterns(262_139)]);
    const run = elementProgram(functionOf(name), x.length, { fusedMultiplyAdd });
    const actual = new Float32Array(run(x));
    expect(farOff([x], actual, truth, units)).toEqual([]);
    // The place among four does not matter.
    const turned = new Int32Array(run(x.toReversed())).reverse();
    expect(firstOther(turned, new Int32Array(actual.buffer))).toBeUndefined();
  });
});

test('angles are reduced exactly, however large', () => {
  const x = patterns(131_071).filter((value) => Math.abs(value) > 1e5 && Math.abs(value) < infinity);
  for (const name of ['Sin', 'Cos', 'Tan']) {
    const actual = new Float32Array(elementProgram(functionOf(name), x.length)(x));
    expect(farOff([x], actual, TRUTHS[name]?.[0] ?? Math.sin, 0.51), name).toEqual([]);
  }
});

const truthOf = (holds: boolean) => Number(holds);
const { SELU_SCALE, SELU_SCALEALPHA } = backend_util;

/** tfjs's own formulas. */
const UNARY: Readonly<Record<string, (x: number) => number>> = {
  Abs: Math.abs,
  Neg: (x) => -x,
  Floor: Math.floor,
  Ceil: Math.ceil,
  Round: (x) => {
    const below = Math.floor(x);
    const part = x - below;
    return part < 0.5 || (part === 0.5 && below % 2 === 0) ? below : below + 1;
  },
  Sign: Math.sign,
  Step: (x) => (Number.isNaN(x) ? x : x > 0 ? 1 : 0.25),
  ClipByValue: (x) => (x > 2 ? 2 : Math.max(x, -0.5)),
  Relu: (x) => Math.max(x, 0),
  Relu6: (x) => Math.min(Math.max(x, 0), 6),
  LeakyRelu: (x) => (x < 0 ? 0.25 * x : x),
  Elu: (x) => (x >= 0 ? x : Math.expm1(x)),
  Selu: (x) => (x >= 0 ? SELU_SCALE * x : SELU_SCALEALPHA * Math.expm1(x)),
  LogicalNot: (x) => truthOf(x === 0),
  IsNan: (x) => truthOf(Number.isNaN(x)),
  IsInf: (x) => truthOf(Math.abs(x) === infinity),
  IsFinite: (x) => truthOf(Number.isFinite(x)),
};

const ATTRIBUTES = { alpha: 0.25, clipValueMin: -0.5, clipValueMax: 2 };
const OF_TRUTHS = new Set(['LogicalNot', 'LogicalAnd', 'LogicalOr']);

const pow = (x: number, y: number) => x ** y;
function mod(a: number, b: number): number {
  const rest = a % b;
  return (a < 0 && b < 0) || (a >= 0 && b >= 0) ? rest : (rest + b) % b;
}

const BINARY: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Multiply: (a, b) => a * b,
  RealDiv: (a, b) => a / b,
  Maximum: Math.max,
  Minimum: Math.min,
  FloorDiv: (a, b) => Math.floor(a / b),
  Mod: mod,
  Pow: pow,
  Atan2: Math.atan2,
  SquaredDifference: (a, b) => Math.fround(a - b) ** 2,
  Prelu: (x, alpha) => (x < 0 ? alpha * x : x),
  EluGrad: (dy, y) => (y >= 0 ? dy : dy * Math.fround(y + 1)),
  Equal: (a, b) => truthOf(a === b),
  NotEqual: (a, b) => truthOf(a !== b),
  Less: (a, b) => truthOf(a < b),
  LessEqual: (a, b) => truthOf(a <= b),
  Greater: (a, b) => truthOf(a > b),
  GreaterEqual: (a, b) => truthOf(a >= b),
  LogicalAnd: (a, b) => a && b,
  LogicalOr: (a, b) => a || b,
};

const domainOf = (name: string) => (OF_TRUTHS.has(name) ? [0, 1] : SPECIALS);

test.each(Object.entries(UNARY))('%s is as in tfjs', (name, truth) => {
  const x = Float32Array.from(domainOf(name));
  const run = elementProgram(functionOf(name), x.length, { attributes: ATTRIBUTES });
  const actual = new Float32Array(run(x));
  expect(farOff([x], actual, truth, 2.5, errorOfUnsigned)).toEqual([]);
});

test.each(Object.entries(BINARY))('%s is as in tfjs for every pair of special numbers', (name, truth) => {
  const domain = domainOf(name);
  const a = Float32Array.from(domain.flatMap((value) => domain.map(() => value)));
  const b = Float32Array.from(domain.flatMap(() => domain));
  const actual = new Float32Array(elementProgram(functionOf(name), a.length)(a, b));
  expect(farOff([a, b], actual, truth, 0.51, errorOfUnsigned)).toEqual([]);
});

test('powers and remainders are right for numbers of all sizes', () => {
  const a = patterns(131_071);
  const b = a.map((_, index) => a[(index * 7919) % a.length] ?? 0);
  for (const [name, truth] of [
    ['Pow', pow],
    ['Mod', mod],
    ['Atan2', Math.atan2],
  ] as const) {
    const actual = new Float32Array(elementProgram(functionOf(name), a.length)(a, b));
    expect(farOff([a, b], actual, truth, 0.51, errorOfUnsigned), name).toEqual([]);
  }
});

test('Erf is the approximation of tfjs', () => {
  const x = Float32Array.from(SPECIALS);
  const { ERF_P: p, ERF_A1, ERF_A2, ERF_A3, ERF_A4, ERF_A5 } = backend_util;
  const actual = new Float32Array(elementProgram(functionOf('Erf'), x.length)(x));
  x.forEach((value, index) => {
    const t = 1 / (1 + p * Math.abs(value));
    const sum = ((((ERF_A5 * t + ERF_A4) * t + ERF_A3) * t + ERF_A2) * t + ERF_A1) * t;
    const truth = Math.sign(value) * (1 - sum * Math.exp(-value * value));
    expect(Math.abs((actual[index] ?? 0) - truth)).not.toBeGreaterThan(6e-8);
  });
});

test.each(MODES)(
  'e^x of what is not positive has the bits of e^x, fused multiply-add: %s',
  (fusedMultiplyAdd) => {
    const x = Float32Array.from([...SPECIALS, ...patterns(131_071)]).filter((value) => !(value > 0));
    const bitsOf = (name: string) =>
      new Int32Array(elementProgram(functionOf(name), x.length, { fusedMultiplyAdd })(x));
    expect(firstOther(bitsOf('ExpOfNonPositive'), bitsOf('Exp'))).toBeUndefined();
  },
);

test('a choice takes one of two, whatever they are', () => {
  const condition = Float32Array.of(1, 0, 1, 0, 1);
  const run = elementProgram(functionOf('Select'), 5);
  const chosen = run(condition, Float32Array.of(nan, 1, -0, 3, 4), Float32Array.of(5, nan, 7, infinity, 9));
  expect(new Float32Array(chosen)).toEqual(Float32Array.of(nan, nan, -0, infinity, 4));
});

test('floats become integers as in JavaScript', () => {
  const x = Float32Array.from([
    ...SPECIALS,
    ...patterns(131_071),
    2 ** 31 + 256,
    -(2 ** 31) - 256,
    2 ** 33 + 1024,
  ]);
  const actual = new Int32Array(elementProgram(functionOf('FloatToInteger'), x.length)(x));
  expect(firstOther(actual, Int32Array.from(x))).toBeUndefined();
});

test('a missing attribute is refused by name', () => {
  expect(() => elementProgram(functionOf('LeakyRelu'), 4)).toThrow(UnsupportedError);
  expect(() => elementProgram(functionOf('LeakyRelu'), 4)).toThrow(
    /expected the attribute alpha to be a number/,
  );
});

test('every function is tested', () => {
  const others = ['Erf', 'Select', 'FloatToInteger', 'ExpOfNonPositive'];
  const tested = [TRUTHS, UNARY, BINARY].flatMap(Object.keys).concat(others);
  expect(tested.sort()).toEqual(Object.keys(VECTOR_FUNCTIONS).sort());
});
