import { ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';
import { stopGradient } from '../autodiff/stopGradient.ts';
import type { Layout } from '../contract/Layout.ts';
import { elementwise } from './elementwise.ts';

const observations = elementwise(
  [
    ['time', 'how long each row was observed'],
    ['event', '1 where the event ended it, 0 where it was censored'],
    ['logHazards', 'logarithms of the hazards, up to a constant'],
  ],
  1,
);

/**
 * Rows that were observed until an event or until they were censored, a loss per row that looks at those that
 * were still observed. All rows of the call are one set, whatever their shape; a row that is masked out is so for
 * the others too.
 *
 * The formula receives, for the times, two tables of [rows, others], stacked: 1 for those who were observed at
 * least as long, the row itself among them, and 1 for those whose event came at the same time. Then events and
 * logarithms of hazards, [rows].
 */
export const riskSets: Layout = {
  ...observations,

  prepare(where, inputs, options, given, shape, weights) {
    const clean = observations.prepare(where, inputs, options, given, shape, weights);
    const [time, event, logHazards] = clean.inputs.map((x) => tf.reshape(x, [-1]));
    if (!time || !event || !logHazards) throw new ArgumentTypeError(`${where}: expected three inputs.`);
    const rows = time.size;
    const inRows = (x: tf.Tensor) => tf.reshape(x, [rows, 1]);
    const inColumns = (x: tf.Tensor) => tf.reshape(x, [1, rows]);
    const valid = given ? tf.reshape(given, [rows]) : tf.ones([rows], 'bool');
    const atRisk = stopGradient([time, valid], () => {
      const position = tf.range(0, rows);
      const counts = tf.logicalOr(inColumns(valid), tf.equal(inRows(position), inColumns(position)));
      return tf.cast(tf.logicalAnd(tf.lessEqual(inRows(time), inColumns(time)), counts), 'float32');
    });
    const tied = stopGradient([time, event, valid], () => {
      const ended = inColumns(tf.logicalAnd(valid, tf.notEqual(event, 0)));
      return tf.cast(tf.logicalAnd(tf.equal(inRows(time), inColumns(time)), ended), 'float32');
    });
    return { ...clean, inputs: [tf.stack([atRisk, tied]), event, logHazards] };
  },
};
