import { ArgumentRangeError, ArgumentTypeError, describeValue, rangeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import type { AnyBatch } from '../../model/Batch.ts';
import { listTensors, type Tensors } from '../../model/NamedTensors.ts';

/** Inputs and targets under the names that tfjs has for them. */
export interface Pair {
  readonly xs: Tensors;
  readonly ys: Tensors;
}

function isTensors(value: unknown): value is Tensors {
  if (value instanceof tf.Tensor) return true;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const parts = Object.values(value);
  return parts.length > 0 && parts.every((part) => part instanceof tf.Tensor);
}

/** The same without the number of rows, which may be less at the end of an epoch. */
function shapesOf(tensors: Tensors): Readonly<Record<string, string>> {
  const named = tensors instanceof tf.Tensor ? { '': tensors } : tensors;
  return Object.fromEntries(Object.entries(named).map(([name, { shape }]) => [name, `${shape.slice(1)}`]));
}

function checkRows(where: string, { xs, ys }: Pair): void {
  const tensors = [...listTensors(xs), ...listTensors(ys)];
  const rows = tensors[0]?.shape[0];
  const other = tensors.find(({ shape }) => shape.length === 0 || shape[0] !== rows);
  if (!other) return;
  const shapes = tensors.map(({ shape }) => `[${shape}]`).join(' and ');
  throw new ArgumentRangeError(`${where}: expected xs and ys with the same number of rows, got ${shapes}.`);
}

/** Checks pairs against the first one: both parts, their names, as many rows, the same shape of a row. */
export function pairChecker(where: string): (value: unknown) => Pair {
  let first: { xs: ReturnType<typeof shapesOf>; ys: ReturnType<typeof shapesOf> } | undefined;
  return (value) => {
    const isPair = typeof value === 'object' && value !== null && 'xs' in value && 'ys' in value;
    if (!(isPair && isTensors(value.xs) && isTensors(value.ys))) {
      const got = isPair
        ? `xs ${describeValue(value.xs)}, ys ${describeValue(value.ys)}`
        : describeValue(value);
      throw new ArgumentTypeError(
        `${where}: expected { xs, ys } of tensors or of tensors by name, got ${got}.`,
      );
    }
    const pair: Pair = { xs: value.xs, ys: value.ys };
    checkRows(where, pair);
    const shapes = { xs: shapesOf(pair.xs), ys: shapesOf(pair.ys) };
    first ??= shapes;
    for (const part of ['xs', 'ys'] as const) {
      const [wanted, got] = [JSON.stringify(first[part]), JSON.stringify(shapes[part])];
      if (wanted === got) continue;
      throw rangeError(where, `rows of ${part} of the same shape in every batch, ${wanted}`, got);
    }
    return pair;
  };
}

/**
 * Batches out of `{ xs, ys }` pairs, as `LayersModel.fitDataset` takes them; whoever makes the pairs disposes
 * them.
 *
 * @throws TypeError for what is not such a pair, RangeError where their rows don't fit each other or the
 *   first pair's.
 * @example
 * ```ts
 * async function* pairs() {
 *   yield { xs: tf.tensor2d([[1], [2]]), ys: tf.tensor2d([[3], [5]]) };
 * }
 * for await (const { inputs, targets } of pairBatches(pairs())) console.log(inputs.shape, targets.shape);
 * ```
 */
export async function* pairBatches(
  pairs: Iterable<unknown> | AsyncIterable<unknown>,
): AsyncGenerator<AnyBatch, void> {
  const check = pairChecker('pairBatches');
  for await (const pair of pairs) {
    const { xs, ys } = check(pair);
    yield { inputs: xs, targets: ys };
  }
}
