import { ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import type { Layout } from '../contract/Layout.ts';
import { elementwise } from './elementwise.ts';
import { groupingOf, groupRows, occurringClasses, stackRegions } from './reductionGroups.ts';

/**
 * Elements with one target of 0 or 1 each that are reduced in groups, one loss per group: of all elements of
 * the call together, or of each sample.
 *
 * The formula receives foreground and background of the targets, see `Regions`, and the
 * predictions [groups, rows, 1]; it returns [groups].
 */
export function elementGroups(prediction: string, meaning: string): Layout {
  const elements = elementwise(
    [
      ['yTrue', 'targets, 0 or 1'],
      [prediction, meaning],
    ],
    0,
  );
  return {
    ...elements,
    unreduced: '[], or [batch] with perSample',
    grouped: true,
    groupedShape: (_inputs, { perSample }, shape) => groupingOf(shape, perSample === true).shape,

    prepare(where, inputs, options, given, shape, weights) {
      const clean = elements.prepare(where, inputs, options, given, shape, undefined);
      const [targets, predictions] = clean.inputs;
      if (!targets || !predictions) throw new ArgumentTypeError(`${where}: expected two inputs.`);
      const grouping = groupingOf(shape, options.perSample === true);
      const { regions } = stackRegions(groupRows(targets, grouping, 1), weights, clean.validMask, grouping);
      return {
        inputs: [regions, groupRows(predictions, grouping, 1)],
        shape: grouping.shape,
        validMask: tf.reshape(occurringClasses(regions, false), [...grouping.shape]),
        innerWeights: undefined,
        invalid: undefined,
        weights: undefined,
      };
    },
  };
}
