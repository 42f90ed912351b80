import { ArgumentTypeError } from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { checkNumeric, checkSameShape } from '../contract/checks.ts';
import type { InputDeclaration, Layout } from '../contract/Layout.ts';
import { replaceWhere } from '../ops/replaceWhere.ts';
import { toFloat } from '../ops/toFloat.ts';
import { classRows } from './classRows.ts';

const plain = classRows('logits', 'scores of the example as it is', 0);

const augmented = (name: string, which: string): InputDeclaration => ({
  name,
  shape: '[…, classes]',
  meaning: `scores of its ${which} augmentation`,
  dtype: 'float32',
  perElement: 'row',
});

/** Rows of class scores as {@link classRows} has them, and those of two augmentations of the same examples. */
export const augmentedClassRows: Layout = {
  ...plain,
  inputs: [...plain.inputs, augmented('firstAugmented', 'first'), augmented('secondAugmented', 'second')],

  check(where, [labels, ...scores]) {
    const names = ['logits', 'firstAugmented', 'secondAugmented'];
    scores.forEach((one, index) => {
      checkNumeric(where, names[index] ?? '', one);
    });
    checkSameShape(where, names, scores);
    return plain.check(where, [labels, ...scores].flatMap((input) => (input ? [input] : [])).slice(0, 2));
  },

  prepare(where, [labels, logits, ...others], options, given, shape, weights) {
    if (!labels || !logits) throw new ArgumentTypeError(`${where}: expected labels and logits.`);
    const prepared = plain.prepare(where, [labels, logits], options, given, shape, weights);
    const { validMask } = prepared;
    const isLost = validMask && tf.logicalNot(tf.expandDims(validMask, -1));
    const clean = others.map(toFloat).map((one) => (isLost ? replaceWhere(isLost, one, 0) : one));
    return { ...prepared, inputs: [...prepared.inputs, ...clean] };
  },
};
