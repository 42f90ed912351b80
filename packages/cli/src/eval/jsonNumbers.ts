import { expected, LosskitError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

/** Numbers as JSON has them: nested, and in words where JSON has no number. */
export type JsonNumbers = number | string | readonly JsonNumbers[];

/** What tfjs's kernels take. */
const HIGHEST_RANK = 6;
const LARGEST_INT32 = 2 ** 31 - 1;

const WORDS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
};

/** The number that stands for `"NaN"`, `"Infinity"` or `"-Infinity"`; undefined for any other value. */
export function numberInWords(value: unknown): number | undefined {
  return typeof value === 'string' && Object.hasOwn(WORDS, value) ? WORDS[value] : undefined;
}

/** One reading of the numbers of an argument, for messages that name it. */
export interface Reading {
  /** Starts a message: `huber`. */
  readonly where: string;
  /** The argument: `yTrue`. */
  readonly name: string;
  readonly code: 'input-invalid' | 'option-invalid';
  readonly dtype: 'float32' | 'int32' | 'bool';
}

function refuse({ where, name, code }: Reading, what: string, got: unknown): LosskitError {
  return new LosskitError(code, expected(where, `${name} ${what}`, got));
}

function readNumber(value: unknown, reading: Reading): number {
  const { dtype } = reading;
  if (dtype === 'bool' && typeof value === 'boolean') return Number(value);
  if (dtype === 'bool' && value !== 0 && value !== 1) throw refuse(reading, 'of truth values', value);
  const number = typeof value === 'number' ? value : numberInWords(value);
  if (number === undefined) throw refuse(reading, "of numbers, 'NaN', 'Infinity' and '-Infinity'", value);
  if (dtype === 'int32') {
    if (Number.isInteger(number) && Math.abs(number) <= LARGEST_INT32) return number;
    throw refuse(reading, 'of whole numbers that fit into int32', number);
  }
  if (typeof value === 'number' && !Number.isFinite(Math.fround(number))) {
    throw refuse(reading, "of numbers that fit into float32 ('Infinity' in quotes is infinite)", number);
  }
  return number;
}

/** The shape that the first elements have; the others are compared with it when they are read. */
export function shapeOfJson(value: unknown, reading: Reading): number[] {
  const shape: number[] = [];
  for (let part: unknown = value; Array.isArray(part); part = part[0]) {
    shape.push(part.length);
    if (shape.length > HIGHEST_RANK) throw refuse(reading, `of at most ${HIGHEST_RANK} dimensions`, value);
  }
  return shape;
}

/** A tensor of nested numbers. */
export function tensorOfJson(value: unknown, reading: Reading): tf.Tensor {
  const shape = shapeOfJson(value, reading);
  const numbers: number[] = [];
  const read = (part: unknown, axis: number): void => {
    if (axis === shape.length) {
      if (Array.isArray(part)) throw refuse(reading, 'of one depth', value);
      numbers.push(readNumber(part, reading));
      return;
    }
    if (!Array.isArray(part)) throw refuse(reading, 'of one depth', value);
    if (part.length !== shape[axis]) {
      const { where, name, code } = reading;
      const lengths = `${shape[axis]} and ${part.length}`;
      throw new LosskitError(
        code,
        `${where}: expected ${name} with arrays of one length on each axis, got ${lengths}.`,
      );
    }
    for (const inner of part) read(inner, axis + 1);
  };
  read(value, 0);
  return tf.tensor(numbers, shape, reading.dtype);
}

/** The numbers of a tensor, nested in its shape. */
export function jsonOfTensor(tensor: tf.Tensor): JsonNumbers {
  const numbers = tensor.dataSync();
  let next = 0;
  const nested = (axis: number): JsonNumbers => {
    if (axis === tensor.rank) {
      const number = Number(numbers[next]);
      next += 1;
      return Number.isFinite(number) ? number : String(number);
    }
    return Array.from({ length: tensor.shape[axis] ?? 0 }, () => nested(axis + 1));
  };
  return nested(0);
}
