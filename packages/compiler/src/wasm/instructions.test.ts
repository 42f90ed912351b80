import { describe, expect, test } from 'vitest';

import { callable } from '../../fixtures/callable.ts';
import { FunctionBuilder } from './FunctionBuilder.ts';
import { INSTRUCTIONS, type Instruction, LANE_INSTRUCTIONS, MEMORY_INSTRUCTIONS } from './instructions.ts';
import { ModuleBuilder } from './ModuleBuilder.ts';

type Lanes = 'f32x4' | 'i32x4' | 'f64x2';

const SPECIAL = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 0, 1e-40, 3e38, 0.5];
const FLOATS = [...SPECIAL, 1.5, 2.5, -2.5, -3.25, 7, -0.75, 1000.5, -1e-3];
const INTEGERS = [0, 1, -1, 2, 3, -7, 100, 65_535, -65_536, 2 ** 31 - 1, -(2 ** 31), 46_341];

/** The first one, unless the second is smaller: what NaN is not. */
function pseudoMinimum(a: number, b: number): number {
  if (b < a) return b;
  return a;
}

function pseudoMaximum(a: number, b: number): number {
  if (a < b) return b;
  return a;
}

/** Halves go to the even neighbour. */
function nearest(x: number): number {
  if (!Number.isFinite(x)) return x;
  const down = Math.floor(x);
  const near = x - down === 0.5 ? down + (down % 2 === 0 ? 0 : 1) : Math.round(x);
  return x < 0 && near === 0 ? -0 : near;
}

const OF_FLOATS: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  min: (a, b) => Math.min(a, b),
  max: (a, b) => Math.max(a, b),
  pmin: pseudoMinimum,
  pmax: pseudoMaximum,
  abs: (a) => Math.abs(a),
  neg: (a) => -a,
  sqrt: (a) => Math.sqrt(a),
  ceil: (a) => Math.ceil(a),
  floor: (a) => Math.floor(a),
  trunc: (a) => Math.trunc(a),
  nearest,
};

const OF_INTEGERS: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => (a + b) | 0,
  sub: (a, b) => (a - b) | 0,
  mul: (a, b) => Math.imul(a, b),
  min_s: (a, b) => Math.min(a, b),
  max_s: (a, b) => Math.max(a, b),
  abs: (a) => Math.abs(a) | 0,
  neg: (a) => -a | 0,
};

const RELATIONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  lt: (a, b) => a < b,
  gt: (a, b) => a > b,
  le: (a, b) => a <= b,
  ge: (a, b) => a >= b,
};

const signed = (relations: typeof RELATIONS): typeof RELATIONS =>
  Object.fromEntries(
    Object.entries(relations).map(([name, holds]) => [/^[lg]/.test(name) ? `${name}_s` : name, holds]),
  );
const unsigned = (relations: typeof RELATIONS): typeof RELATIONS =>
  Object.fromEntries(
    Object.entries(relations)
      .filter(([name]) => /^[lg]/.test(name))
      .map(([name, holds]) => [`${name}_u`, (a: number, b: number) => holds(a >>> 0, b >>> 0)]),
  );

const truth = (relations: typeof RELATIONS): typeof OF_INTEGERS =>
  Object.fromEntries(
    Object.entries(relations).map(([name, holds]) => [
      name,
      (a: number, b: number) => (holds(a, b) ? -1 : 0),
    ]),
  );

/** What a kind of lanes holds, and what its instructions that give such lanes, or truth, compute. */
const KINDS = {
  f32x4: { Numbers: Float32Array, samples: FLOATS, compute: OF_FLOATS, relations: RELATIONS },
  f64x2: { Numbers: Float64Array, samples: FLOATS, compute: OF_FLOATS, relations: RELATIONS },
  i32x4: {
    Numbers: Int32Array,
    samples: INTEGERS,
    compute: { ...OF_INTEGERS, ...truth({ ...signed(RELATIONS), ...unsigned(RELATIONS) }) },
    relations: {},
  },
} as const;

const LANES: readonly Lanes[] = ['f32x4', 'f64x2', 'i32x4'];

function isInstruction(name: string): name is Instruction {
  return Object.hasOwn(INSTRUCTIONS, name);
}

/** The instruction's results for all pairs of samples, looked at in lanes of a kind. */
function resultsOf(
  name: Instruction,
  arity: number,
  samples: readonly number[],
  Numbers: (typeof KINDS)[Lanes]['Numbers'],
): { readonly pairs: [number, number][]; readonly result: ArrayBuffer } {
  const pairs = samples.flatMap((a) => samples.map((b): [number, number] => [a, b]));
  const bytes = pairs.length * Numbers.BYTES_PER_ELEMENT;
  const f = new FunctionBuilder();
  const place = f.local('i32');
  f.loop(place, { from: 0, to: bytes, step: 16 }, () => {
    f.get(place).get(place).load('v128.load');
    if (arity === 2) f.get(place).load('v128.load', bytes);
    f.op(name).store('v128.store', 2 * bytes);
  });
  const { call, bytes: memory } = callable(f);
  [0, 1].forEach((operand) => {
    new Numbers(memory, operand * bytes, pairs.length).set(pairs.map((pair) => pair[operand] ?? 0));
  });
  call();
  return { pairs, result: memory.slice(2 * bytes, 3 * bytes) };
}

describe.each(LANES)('%s', (lanes) => {
  const { Numbers, samples, compute, relations } = KINDS[lanes];
  const arithmetic = Object.entries(compute).filter(([name]) => isInstruction(`${lanes}.${name}`));
  const comparisons = Object.entries<(a: number, b: number) => boolean>(relations);

  test.each(arithmetic)('%s', (operation, expected) => {
    const name = `${lanes}.${operation}`;
    if (!isInstruction(name)) throw new TypeError(name);
    const { pairs, result } = resultsOf(name, expected.length, samples, Numbers);
    const rounded = (x: number) => Numbers.of(x)[0];
    const operands = pairs.map(([a, b]) => [rounded(a) ?? 0, rounded(b) ?? 0] as const);
    expect([...new Numbers(result)]).toEqual(operands.map(([a, b]) => rounded(expected(a, b))));
  });

  test.each(comparisons)('%s sets all bits', (relation, holds) => {
    const name = `${lanes}.${relation}`;
    if (!isInstruction(name)) throw new TypeError(name);
    const { pairs, result } = resultsOf(name, 2, samples, Numbers);
    const Bits = lanes === 'f64x2' ? BigInt64Array : Int32Array;
    expect(Array.from(new Bits(result), Number)).toEqual(pairs.map(([a, b]) => (holds(a, b) ? -1 : 0)));
  });
});

test.each([
  ['v128.and', (a: number, b: number) => a & b],
  ['v128.or', (a: number, b: number) => a | b],
  ['v128.xor', (a: number, b: number) => a ^ b],
  ['v128.andnot', (a: number, b: number) => a & ~b],
] as const)('%s', (name, expected) => {
  const { pairs, result } = resultsOf(name, 2, INTEGERS, Int32Array);
  expect([...new Int32Array(result)]).toEqual(pairs.map(([a, b]) => expected(a, b)));
});

const OF_32_BITS: Readonly<Record<string, (a: number, b: number) => number>> = {
  ...OF_INTEGERS,
  div_s: (a, b) => (a / b) | 0,
  div_u: (a, b) => ((a >>> 0) / (b >>> 0)) | 0,
  rem_s: (a, b) => (a % b) | 0,
  rem_u: (a, b) => ((a >>> 0) % (b >>> 0)) | 0,
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
  shl: (a, b) => a << b,
  shr_s: (a, b) => a >> b,
  shr_u: (a, b) => (a >>> b) | 0,
  eqz: (a) => Number(a === 0),
  clz: (a) => Math.clz32(a),
};

const SCALARS = {
  i32: {
    samples: INTEGERS,
    round: (x: number) => x,
    compute: OF_32_BITS,
    relations: { ...signed(RELATIONS), ...unsigned(RELATIONS) },
  },
  f32: { samples: FLOATS, round: Math.fround, compute: OF_FLOATS, relations: RELATIONS },
  f64: { samples: FLOATS, round: (x: number) => x, compute: OF_FLOATS, relations: RELATIONS },
} as const;

describe.each(['i32', 'f32', 'f64'] as const)('%s', (type) => {
  const { samples, round, compute, relations } = SCALARS[type];
  const truths = Object.entries<(a: number, b: number) => boolean>(relations).map(
    ([name, holds]) => [name, (a: number, b: number) => Number(holds(a, b)), 'i32'] as const,
  );
  const arithmetic = Object.entries(compute).map(([name, expected]) => [name, expected, type] as const);
  const all = [...truths, ...arithmetic].filter(([name]) => isInstruction(`${type}.${name}`));

  test.each(all)('%s', (operation, expected, result) => {
    const name = `${type}.${operation}`;
    if (!isInstruction(name)) throw new TypeError(name);
    const f = new FunctionBuilder({ parameters: [type, type], results: [result] });
    for (const parameter of f.parameters.slice(0, expected.length)) f.get(parameter);
    const { call } = callable(f.op(name));
    const others: object[] = [];
    for (const a of samples.map(round)) {
      for (const b of samples.map(round)) {
        const isUndefined = /div_|rem_/.test(name) && (b === 0 || (a === -(2 ** 31) && b === -1));
        if (isUndefined) continue;
        const [got, exact] = [call(a, b), expected(a, b)];
        const wanted = result === 'i32' ? exact : round(exact);
        if (!Object.is(got, wanted)) others.push({ a, b, got, wanted });
      }
    }
    expect(others).toEqual([]);
  });
});

test.each([
  ['f32.convert_i32_s', 'i32', 'f32', -1, -1],
  ['f32.convert_i32_u', 'i32', 'f32', -1, 2 ** 32],
  ['f64.convert_i32_s', 'i32', 'f64', -3, -3],
  ['f64.convert_i32_u', 'i32', 'f64', -3, 2 ** 32 - 3],
  ['f32.demote_f64', 'f64', 'f32', 0.1, Math.fround(0.1)],
  ['f64.promote_f32', 'f32', 'f64', 0.5, 0.5],
  ['i32.trunc_sat_f32_s', 'f32', 'i32', -2.75, -2],
  ['i32.trunc_sat_f64_s', 'f64', 'i32', 1e300, 2 ** 31 - 1],
  ['i32.reinterpret_f32', 'f32', 'i32', 1, 0x3f800000],
  ['f32.reinterpret_i32', 'i32', 'f32', 0x40000000, 2],
  ['i64.extend_i32_s', 'i32', 'i64', -1, -1n],
  ['i64.extend_i32_u', 'i32', 'i64', -1, 2n ** 32n - 1n],
  ['i64.trunc_sat_f64_s', 'f64', 'i64', -1e15, -(10n ** 15n)],
  ['i64.reinterpret_f64', 'f64', 'i64', 2, 2n ** 62n],
] as const)('%s', (name, from, to, given, expected) => {
  const f = new FunctionBuilder({ parameters: [from], results: [to] });
  for (const parameter of f.parameters) f.get(parameter);
  expect(callable(f.op(name)).call(given)).toBe(expected);
});

test('each is valid where its name says what it takes', () => {
  const lane = /^(v128|[fi]\d+x\d+)\./;
  const isUnary = /\.(any_true|all_true|bitmask|convert|promote|demote|extend|trunc|not|abs|neg)/;
  for (const name of Object.keys(INSTRUCTIONS).filter(isInstruction)) {
    if (!lane.test(name) || /splat|swizzle|select|sh[lr]|relaxed/.test(name)) continue;
    const builder = new ModuleBuilder();
    const f = new FunctionBuilder().f32x4(1);
    const isOfOne = isUnary.test(name) || /\.(sqrt|ceil|floor|nearest)/.test(name);
    if (!isOfOne) f.f32x4(2);
    builder.add(f.op(name, 'drop'));
    expect(WebAssembly.validate(builder.encode({ bytes: 0 })), name).toBe(true);
  }
});

test('no two have the same code', () => {
  const tables = [INSTRUCTIONS, MEMORY_INSTRUCTIONS, LANE_INSTRUCTIONS];
  const codes = tables.flatMap((table) => Object.values(table).map((code) => JSON.stringify(code.flat())));
  expect(new Set(codes).size).toBe(codes.length);
});
