import { checkOptions } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { withoutTape } from '../autodiff/withoutTape.ts';
import {
  type GivenOptions,
  type OptionDeclarations,
  type ResolvedOptions,
  resolveOptions,
} from '../contract/optionDeclarations.ts';
import { hasPair, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { pairwise } from '../ops/embeddings/pairwise.ts';
import { rowDistances } from '../ops/rows/rowDistances.ts';
import type { Triplets } from './Triplets.ts';

/** Options of every miner. */
export const minerOptions = {
  ...labelOptions,
  distance: { kind: 'function', default: 'euclidean', named: rowDistances },
} as const satisfies OptionDeclarations;

/** What a miner goes by. */
export type MinerOptions = GivenOptions<typeof minerOptions>;

/** How the rows of a batch lie to each other: all [anchors, rows]. */
export interface RowRelations {
  /** 1 for another row of the label, else 0. */
  readonly isPositive: tf.Tensor;
  /** 1 for a row of another label, else 0. */
  readonly isNegative: tf.Tensor;
  readonly distances: () => tf.Tensor;
}

/**
 * Checks the rows that a miner was given, and compares each with each.
 *
 * @param where - The name of the miner, for errors.
 */
export function relateRows(
  where: string,
  labels: tf.Tensor,
  embeddings: tf.Tensor,
  { distance, ignoreIndex }: ResolvedOptions<typeof minerOptions>,
): RowRelations {
  const layout = labelledEmbeddings(hasPair);
  const given = [labels, embeddings];
  const shape = layout.check(where, given);
  const { inputs } = layout.prepare(where, given, { ignoreIndex }, undefined, shape, undefined);
  const [pairs = labels, rows = embeddings] = inputs;
  return {
    isPositive: tf.relu(pairs),
    isNegative: tf.relu(tf.neg(pairs)),
    distances: () => pairwise(distance, rows),
  };
}

/**
 * What every miner of triplets does: checks what it was given, and hides from the gradient how the triplets are
 * found, which that of `tf.gather` would trip over.
 *
 * @param where - The name of the miner, for errors.
 */
export function mineTriplets(
  where: string,
  labels: tf.Tensor,
  embeddings: tf.Tensor,
  given: MinerOptions,
  choose: (relations: RowRelations) => Triplets,
): Triplets {
  checkOptions(where, given, Object.keys(minerOptions));
  const options = resolveOptions(where, minerOptions, { ...given });
  return withoutTape(() => tf.tidy(() => ({ ...choose(relateRows(where, labels, embeddings, options)) })));
}
