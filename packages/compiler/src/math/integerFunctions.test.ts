import { expect, test } from 'vitest';

import { elementProgram } from '../../fixtures/elementProgram.ts';
import { INTEGER_FUNCTIONS } from './integerFunctions.ts';

const LOWEST = -(2 ** 31);
const INTEGERS = [0, 1, -1, 2, -2, 3, -3, 7, -7, 1000, 65_537, 2 ** 30, 2 ** 31 - 1, LOWEST, LOWEST + 1];

function mod(a: number, b: number): number {
  const rest = a % b;
  return (a < 0 && b < 0) || (a >= 0 && b >= 0) ? rest : (rest + b) % b;
}

/** What JavaScript computes, of which the lowest 32 bits count. */
const BINARY: Readonly<Record<string, (a: number, b: number) => number>> = {
  Add: (a, b) => a + b,
  Sub: (a, b) => a - b,
  Multiply: Math.imul,
  Maximum: Math.max,
  Minimum: Math.min,
  BitwiseAnd: (a, b) => a & b,
  FloorDiv: (a, b) => Math.floor(a / b),
  Mod: mod,
  SquaredDifference: (a, b) => Math.imul((a - b) | 0, (a - b) | 0),
};

const COMPARISONS: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  Equal: (a, b) => a === b,
  NotEqual: (a, b) => a !== b,
  Less: (a, b) => a < b,
  LessEqual: (a, b) => a <= b,
  Greater: (a, b) => a > b,
  GreaterEqual: (a, b) => a >= b,
};

const UNARY: Readonly<Record<string, (a: number) => number>> = {
  Abs: Math.abs,
  Neg: (a) => -a,
  Square: (a) => Math.imul(a, a),
  Relu: (a) => Math.max(a, 0),
  Sign: Math.sign,
  ClipByValue: (a) => Math.min(Math.max(a, -2.5), 900),
};

const ATTRIBUTES = { clipValueMin: -2.5, clipValueMax: 900 };

function run(name: string, ...operands: readonly Int32Array<ArrayBuffer>[]): ArrayBuffer {
  const found = INTEGER_FUNCTIONS[name];
  if (!found) throw new TypeError(`expected a function ${name}.`);
  return elementProgram(found, operands[0]?.length ?? 0, { attributes: ATTRIBUTES })(...operands);
}

const a = Int32Array.from(INTEGERS.flatMap((value) => INTEGERS.map(() => value)));
const b = Int32Array.from(INTEGERS.flatMap(() => INTEGERS));

test.each(Object.entries(BINARY))('%s of integers', (name, truth) => {
  expect(new Int32Array(run(name, a, b))).toEqual(a.map((left, index) => truth(left, b[index] ?? 0)));
});

test.each(Object.entries(COMPARISONS))('%s of integers is 0 or 1, a float', (name, truth) => {
  const expected = Float32Array.from(a, (left, index) => Number(truth(left, b[index] ?? 0)));
  expect(new Float32Array(run(name, a, b))).toEqual(expected);
});

test.each(Object.entries(UNARY))('%s of an integer', (name, truth) => {
  const x = Int32Array.from(INTEGERS);
  expect(new Int32Array(run(name, x))).toEqual(x.map(truth));
});

test('a choice between integers', () => {
  const condition = new Int32Array(Float32Array.of(1, 0, 1).buffer);
  const chosen = run('Select', condition, Int32Array.of(-1, 2, 3), Int32Array.of(4, LOWEST, 6));
  expect(new Int32Array(chosen)).toEqual(Int32Array.of(-1, LOWEST, 3));
});

test('integers become floats', () => {
  const x = Int32Array.from([...INTEGERS, 2 ** 24 + 1]);
  expect(new Float32Array(run('IntegerToFloat', x))).toEqual(Float32Array.from(x));
});

test('every function is tested', () => {
  const tested = [BINARY, COMPARISONS, UNARY].flatMap(Object.keys).concat(['Select', 'IntegerToFloat']);
  expect(tested.sort()).toEqual(Object.keys(INTEGER_FUNCTIONS).sort());
});
