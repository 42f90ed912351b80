import type * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { lengthsOf, sequenceOptions, sequences } from '../layouts/sequences.ts';
import { alignSequences } from '../ops/sequences/alignSequences.ts';

/**
 * Connectionist temporal classification: minus the log probability of a label sequence, over all its
 * alignments with the frames.
 *
 *     -log Σ_a Π_t softmax(logits_t)_{a_t}
 *
 * where a runs over all ways to give each frame a class so that the labels remain when repetitions are merged
 * and then blanks removed. Between two equal labels stands at least one blank. Without any label the loss is
 * that of blanks alone. Where no alignment exists (fewer frames than labels and repetitions) it is ∞, with
 * gradient NaN, as in PyTorch; `zeroInfinity` makes both 0, and the row still counts in the mean.
 *
 * The mean is that of the contract, per sequence; PyTorch's `mean` divides each loss by its number of labels
 * first. The normalisation is part of the loss: it takes logits, and the gradient is with respect to them.
 *
 * The recursion runs in JavaScript in float64, on every backend, in time and memory proportional to frames ×
 * labels.
 *
 * @param labels - Class ids in their order, int32, shape [batch, length] (or any leading axes); never the
 *   blank.
 * @param logits - Unnormalised scores, shape [batch, time, classes].
 * @param options.labelLengths - How many labels of each row count, shape [batch]; what stands behind them is
 *   never looked at. Default: all.
 * @param options.logitLengths - How many frames of each row count, shape [batch]; the others have gradient 0.
 *   Default: all.
 * @param options.blank - Class id of "no label here". Default 0.
 * @param options.zeroInfinity - Whether sequences without an alignment cost 0 instead of ∞. Default false.
 * @returns Scalar, or the shape [batch] with `reduction: 'none'`; in nats. A label that is the blank or no
 *   class, and a length longer than the row, make their row NaN.
 * @throws RangeError if the shapes don't fit or `blank` is not a class; TypeError for labels that are not
 *   int32.
 * @formula -\log \sum_{a \in \mathcal B^{-1}(y)} \prod_t \frac{e^{z_{t,a_t}}}{\sum_c e^{z_{t,c}}}
 * @domain Logits are any real numbers; labels are class ids other than the blank.
 * @useWhen Sequences whose labels come in order but without their times, as in speech and handwriting.
 * @avoidWhen Every frame has its label (crossEntropy), or labels are longer than the frames.
 * @example
 * ```ts
 * ctc(tf.tensor2d([[1]], [1, 1], 'int32'), tf.zeros([1, 2, 2])).dataSync(); // [0.2877]
 * ```
 * @see A. Graves et al., Connectionist Temporal Classification, 2006, doi:10.1145/1143844.1143891
 */
export const ctc = defineLoss(
  {
    name: 'ctc',
    aliases: ['connectionistTemporalClassification'],
    family: 'sequence',
    target: 'sequence',
    prediction: 'logits',
    layout: sequences,
    options: {
      ...sequenceOptions,
      zeroInfinity: {
        kind: 'boolean',
        default: false,
      },
    },
  },
  ({ logitLengths, blank, zeroInfinity }, labels: tf.Tensor, logits: tf.Tensor) => {
    const frames = lengthsOf(logitLengths, logits.shape.at(-2) ?? 0, logits.shape.slice(0, -2));
    return alignSequences(labels, logits, frames, { blank, zeroInfinity });
  },
);
