import type { FloatRows } from '@losskit/data';

import type { KindAnswers } from './KindViews.ts';

/** Of a row of predictions or targets, for people: three significant digits. */
export function numbersInWords(values: ArrayLike<number>): string {
  return Array.from(values, (value) => String(Number(value.toPrecision(3)))).join(', ');
}

/** Mean absolute difference of each row. */
export function meanDifferences(one: FloatRows, other: FloatRows): number[] {
  const size = one.rowShape.reduce((product, length) => product * length, 1);
  return Array.from({ length: one.values.length / size }, (_, row) => {
    let sum = 0;
    for (let place = row * size; place < (row + 1) * size; place++) {
      sum += Math.abs((one.values[place] ?? 0) - (other.values[place] ?? 0));
    }
    return sum / size;
  });
}

/** Place of the largest; the first among equals. */
export function placeOfLargest(values: ArrayLike<number>): number {
  let best = 0;
  for (let place = 1; place < values.length; place++) {
    if ((values[place] ?? 0) > (values[best] ?? 0)) best = place;
  }
  return best;
}

/** As whole per cent. */
export function percentInWords(share: number): string {
  return `${Math.round(100 * share)} %`;
}

export function classInWords(label: number, classNames: readonly string[]): string {
  return classNames[label] ?? `class ${label}`;
}

/** Of predictions that are numbers in the unit of the targets. */
export const answersInNumbers: KindAnswers = {
  distances: meanDifferences,
  ofPrediction: numbersInWords,
  ofTarget: numbersInWords,
};

/** Of predictions that are probabilities of classes. */
export const classAnswers: KindAnswers = {
  distances: meanDifferences,
  ofPrediction(values, _shape, names) {
    const label = placeOfLargest(values);
    return `${classInWords(label, names)}, ${percentInWords(values[label] ?? 0)}`;
  },
  ofTarget: ({ 0: label = 0 }, _shape, names) => classInWords(label, names),
};
