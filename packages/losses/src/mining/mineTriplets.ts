import { checkOptions } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { withoutTape } from '../autodiff/withoutTape.ts';
import {
  type GivenOptions,
  type OptionDeclarations,
  resolveOptions,
} from '../contract/optionDeclarations.ts';
import { hasPair, labelledEmbeddings, labelOptions } from '../layouts/labelledEmbeddings.ts';
import { pairwise } from '../ops/embeddings/pairwise.ts';
import { rowDistances } from '../ops/rows/rowDistances.ts';
import type { Triplets } from './Triplets.ts';

const options = {
  ...labelOptions,
  distance: { kind: 'function', default: 'euclidean', named: rowDistances },
} as const satisfies OptionDeclarations;

/** What a miner goes by. */
export type MinerOptions = GivenOptions<typeof options>;

/** How the rows of a batch lie to each other: all [anchors, rows]. */
interface Pairs {
  /** 1 for another row of the label, else 0. */
  readonly isPositive: tf.Tensor;
  /** 1 for a row of another label, else 0. */
  readonly isNegative: tf.Tensor;
  readonly distances: () => tf.Tensor;
}

/**
 * What every miner does: checks what it was given, and hides from the gradient how the triplets are found,
 * which that of `tf.gather` would trip over.
 *
 * @param where - The name of the miner, for errors.
 */
export function mineTriplets(
  where: string,
  labels: tf.Tensor,
  embeddings: tf.Tensor,
  given: MinerOptions,
  choose: (pairs: Pairs) => Triplets,
): Triplets {
  checkOptions(where, given, Object.keys(options));
  const { distance, ignoreIndex } = resolveOptions(where, options, { ...given });
  const layout = labelledEmbeddings(hasPair);
  const shape = layout.check(where, [labels, embeddings]);
  const find = () => {
    const { inputs } = layout.prepare(
      where,
      [labels, embeddings],
      { ignoreIndex },
      undefined,
      shape,
      undefined,
    );
    const [pairs = labels, rows = embeddings] = inputs;
    return choose({
      isPositive: tf.relu(pairs),
      isNegative: tf.relu(tf.neg(pairs)),
      distances: () => pairwise(distance, rows),
    });
  };
  return withoutTape(() => tf.tidy(() => ({ ...find() })));
}
