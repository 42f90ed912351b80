import * as tf from '@tensorflow/tfjs-core';

import { defineLoss } from '../contract/defineLoss.ts';
import { lengthsOf, sequenceOptions, transductions } from '../layouts/sequences.ts';
import { transduceSequences } from '../ops/sequences/transduceSequences.ts';

/**
 * Transducer loss: minus the log probability of a label sequence, over all ways to say its labels one after the
 * other while the frames pass.
 *
 *     -log Σ_a Π softmax(logits_{t,u})_{next of a}
 *
 * where a runs over all ways through the lattice of frames t and labels u said so far: a label moves on by one
 * label and stays at its frame, the blank moves on by one frame, and the last step is the blank of the last frame
 * after the last label. So a frame may say any number of labels, unlike that of `ctc`, and what it says depends on
 * the labels before. The logits are those of the joint network, of every frame and every number of labels.
 *
 * The mean is per sequence. The normalisation is part of the loss: it takes logits, and the gradient is with
 * respect to them. Memory grows with frames · labels · classes, time with frames + labels, both times rows.
 *
 * @param labels - Class ids in their order, int32, shape [batch, length] (or any leading axes); never the
 *   blank.
 * @param logits - Unnormalised scores, shape [batch, time, length + 1, classes].
 * @param options.labelLengths - How many labels of each row count, shape [batch]; what stands behind them is
 *   never looked at. Default: all.
 * @param options.logitLengths - How many frames of each row count, 1 or more, shape [batch]; the others have
 *   gradient 0. Default: all.
 * @param options.blank - Class id of "on to the next frame". Default 0.
 * @returns Scalar, or the shape [batch] with `reduction: 'none'`; in nats. A label that is the blank or no
 *   class, and a length longer than the row, make their row NaN, as do 0 frames.
 * @throws RangeError if the shapes don't fit, there is no frame or `blank` is not a class; TypeError for labels that
 *   are not int32.
 * @formula -\log \sum_{a \in \mathcal B^{-1}(y)} \prod_{(t,u) \in a} \frac{e^{z_{t,u,a}}}{\sum_c e^{z_{t,u,c}}}
 * @domain Logits are any real numbers; labels are class ids other than the blank.
 * @useWhen Labels come in order but without their times, and each depends on those before it, as in streaming speech.
 * @avoidWhen The model sees frames alone: ctc; or memory for the lattice of frames and labels is short.
 * @example
 * ```ts
 * rnnTransducer(tf.tensor2d([[1]], [1, 1], 'int32'), tf.zeros([1, 2, 2, 2])).dataSync(); // [1.3863]
 * ```
 * @see A. Graves, Sequence Transduction with Recurrent Neural Networks, 2012, arXiv:1211.3711
 */
export const rnnTransducer = defineLoss(
  {
    name: 'rnnTransducer',
    aliases: ['rnnt', 'transducer'],
    family: 'sequence',
    target: 'sequence',
    prediction: 'joint logits',
    layout: transductions,
    options: sequenceOptions,
  },
  ({ logitLengths, blank }, labels: tf.Tensor, logits: tf.Tensor) => {
    const batch = logits.shape.slice(0, -3);
    const [time = 0, places = 0, classes = 0] = logits.shape.slice(-3);
    const rows = batch.reduce((product, size) => product * size, 1);
    const losses = transduceSequences(
      tf.reshape(labels, [rows, places - 1]),
      tf.reshape(logits, [rows, time, places, classes]),
      tf.reshape(lengthsOf(logitLengths, time, batch), [rows]),
      blank,
    );
    return tf.reshape(losses, batch);
  },
);
