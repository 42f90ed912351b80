import { expected, LosskitError, withNearestName } from '@losskit/errors';
import type { AnyLoss } from '@losskit/losses/contract';
import * as tf from '@tensorflow/tfjs-core';

import { parseSingleLoss } from '../losses/parseSingleLoss.ts';
import { wrapArgumentErrors } from '../wrapArgumentErrors.ts';
import { type JsonNumbers, jsonOfTensor, numberInWords, shapeOfJson, tensorOfJson } from './jsonNumbers.ts';

/**
 * What a request is answered with: the value, and its gradient (that of its sum) for each input that has one.
 */
export interface Evaluation {
  readonly value: JsonNumbers;
  readonly gradients: readonly (JsonNumbers | null)[];
}

/** A parsed JSON object; its fields may be anything. */
export type JsonObject = Readonly<Record<string, unknown>>;

const FIELDS = ['id', 'loss', 'inputs', 'options'];

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function refuse(what: string, got: unknown): LosskitError {
  return new LosskitError('line-malformed', expected('eval', what, got));
}

/**
 * The tensors that the inputs stand for, int32 where the parameter takes class ids, lengths or other
 * integers.
 */
function readInputs({ declaration }: AnyLoss, given: readonly unknown[]): tf.Tensor[] {
  const { name: where, layout } = declaration;
  const readings = layout.inputs.map(({ name, dtype }) => ({
    where,
    name,
    code: 'input-invalid' as const,
    dtype,
  }));
  const ranks = readings.map(
    (reading, index) => shapeOfJson(given[index], { ...reading, dtype: 'float32' }).length,
  );
  const ofRows = ranks.filter((_, index) => layout.inputs[index]?.perElement !== 'shared');
  return readings.map((reading, index) => {
    // Of labels that may be ids or distributions, ids lack the axis of the classes.
    const areIds = reading.dtype === 'either' && (ranks[index] ?? 0) < Math.max(...ofRows);
    const dtype = reading.dtype === 'int32' || areIds ? 'int32' : 'float32';
    return tensorOfJson(given[index], { ...reading, dtype });
  });
}

function readOptions({ declaration }: AnyLoss, given: JsonObject): JsonObject {
  const { name: where, options } = declaration;
  const dtypeOf = (name: string): 'float32' | 'bool' | undefined => {
    if (name === 'mask') return 'bool';
    if (name === 'weights') return 'float32';
    const option = Object.hasOwn(options, name) ? options[name] : undefined;
    return option?.kind === 'tensor' ? (option.dtype ?? 'float32') : undefined;
  };
  const read = (name: string, value: unknown): unknown => {
    if (value === null)
      throw new LosskitError('option-invalid', expected(where, `${name} or no ${name}`, null));
    const dtype = dtypeOf(name);
    if (dtype !== undefined) {
      return tensorOfJson(value, { where, name, code: 'option-invalid', dtype });
    }
    return numberInWords(value) ?? value;
  };
  // An own property even for the name __proto__, so that the loss refuses it like any other.
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, read(name, value)]));
}

/** Every pair of rows counts in a loss that depends on the batch: a million pairs. */
const MAX_BATCH_DEPENDENT_ROWS = 1024;
/** Numbers that meet those of another input one by one, or one after the other: seconds at most. */
const MAX_CROSSED_NUMBERS = 2 ** 12;
/** Of pictures every pixel meets those of its row and of its column: more than a paper's smallest for msSsim. */
const MAX_PICTURE_NUMBERS = 2 ** 15;

/** Refuses what fits into a line, but whose time or memory grows faster than the line. */
function checkWork({ declaration }: AnyLoss, inputs: readonly tf.Tensor[]): void {
  const { name: where, layout, batchDependent } = declaration;
  const refuseSize = (limit: string, got: number) =>
    new LosskitError('input-invalid', `${where}: expected at most ${limit} in a line, got ${got}.`);
  const rows = inputs[0]?.size ?? 0;
  if (batchDependent && !layout.grouped && rows > MAX_BATCH_DEPENDENT_ROWS)
    throw refuseSize(`${MAX_BATCH_DEPENDENT_ROWS} rows`, rows);
  const isCrossed = layout.inputs.some(({ perElement }) =>
    ['matrix', 'volume', 'shared'].includes(perElement),
  );
  const isOfPictures = layout.inputs.some(({ perElement }) => perElement === 'picture');
  const most = isCrossed
    ? MAX_CROSSED_NUMBERS
    : isOfPictures
      ? MAX_PICTURE_NUMBERS
      : Number.POSITIVE_INFINITY;
  const largest = Math.max(...inputs.map(({ size }) => size));
  if (largest > most) throw refuseSize(`${most} numbers in an input`, largest);
}

/** The gradient of the loss's sum for each input, null for integers. */
function gradientsOf(loss: AnyLoss, inputs: readonly tf.Tensor[]): (tf.Tensor | null)[] {
  const isFloating = ({ dtype }: tf.Tensor) => dtype === 'float32';
  const floating = inputs.filter(isFloating);
  if (floating.length === 0) return inputs.map(() => null);
  const gradients = tf.grads((...variables: tf.Tensor[]) =>
    tf.sum(loss.evaluate(inputs.map((input) => (isFloating(input) ? variables.shift() : input)))),
  )(floating);
  return inputs.map((input) => (isFloating(input) ? (gradients.shift() ?? null) : null));
}

/**
 * The value of a loss at inputs and options as JSON has them, and the gradient of its sum.
 *
 * @throws LosskitError `input-invalid` or `option-invalid`.
 */
export function evaluateLoss(loss: AnyLoss, given: readonly unknown[], options: JsonObject): Evaluation {
  const parameters = loss.declaration.layout.inputs.map((input) => input.name);
  if (given.length !== parameters.length) {
    throw new LosskitError(
      'input-invalid',
      `${loss.declaration.name}: expected ${parameters.length} inputs (${parameters.join(', ')}), got ${given.length}.`,
    );
  }
  // Not tf.tidy, which would search every number of the answer for tensors.
  tf.engine().startScope();
  try {
    const inputs = readInputs(loss, given);
    checkWork(loss, inputs);
    const decoded = readOptions(loss, options);
    const bound = wrapArgumentErrors('option-invalid', () => loss.with(decoded));
    const value = wrapArgumentErrors('input-invalid', () => bound.evaluate(inputs));
    return {
      value: jsonOfTensor(value),
      gradients: gradientsOf(bound, inputs).map((gradient) => gradient && jsonOfTensor(gradient)),
    };
  } finally {
    tf.engine().endScope();
  }
}

/**
 * Evaluates what one line of `losskit eval` asks for.
 *
 * @param request - `{ id, loss, inputs, options }` as JSON.parse returned it.
 * @throws LosskitError `line-malformed`, `name-unknown`, `input-invalid` or `option-invalid`.
 */
export function evaluateRequest(request: unknown): Evaluation {
  if (!isObject(request)) throw refuse('an object with loss and inputs', request);
  const stranger = Object.keys(request).find((field) => !FIELDS.includes(field));
  if (stranger !== undefined) {
    throw new LosskitError(
      'line-malformed',
      `eval: expected fields out of ${FIELDS.join(', ')}, got ${withNearestName(stranger, FIELDS)}.`,
    );
  }
  const { loss: text, inputs: given, options = {} } = request;
  if (typeof text !== 'string') throw refuse('loss to be the name of a loss', text);
  if (!Array.isArray(given)) throw refuse('inputs to be an array', given);
  if (!isObject(options)) throw refuse('options to be an object', options);
  return evaluateLoss(parseSingleLoss('loss', text), given, options);
}
