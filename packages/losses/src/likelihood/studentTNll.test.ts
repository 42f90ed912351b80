import { testLoss } from '@losskit/testing';
import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { gaussianNll } from './gaussianNll.ts';
import { studentTNll } from './studentTNll.ts';

/** Γ(x + 1/2) / Γ(x): by its recurrence from where it is nearly √x. */
function gammaRatio(x: number): number {
  const far = x + 500;
  let ratio = Math.sqrt(far - 1 / 4 + 1 / (32 * far));
  for (let step = 499; step >= 0; step--) ratio *= (x + step) / (x + step + 1 / 2);
  return ratio;
}

testLoss(studentTNll, {
  options: [
    {},
    { eps: 1e-3 },
    { full: true },
    { degreesOfFreedom: 2.5 },
    { degreesOfFreedom: 30, full: true },
  ],
  // The density of the t statistic.
  inputsReference(
    [[yTrue = 0] = [], [mean = 0] = [], [variance = 0] = []],
    { degreesOfFreedom = 4, full = false }: { degreesOfFreedom?: number; full?: boolean; eps?: number },
  ) {
    const scale = Math.sqrt((variance * (degreesOfFreedom - 2)) / degreesOfFreedom);
    const t = (yTrue - mean) / scale;
    const tail = ((degreesOfFreedom + 1) / 2) * Math.log1p(t ** 2 / degreesOfFreedom);
    if (!full) return Math.log(Math.sqrt(variance)) + tail;
    const peak = gammaRatio(degreesOfFreedom / 2) / Math.sqrt(degreesOfFreedom * Math.PI);
    return tail + Math.log(scale) - Math.log(peak);
  },
  cases: [
    { inputs: [0, 0, 1], value: 0, gradient: 0.5 },
    // The density of ν = 4 at its centre is 3/8, and its scale √(1/2).
    { inputs: [0, 0, 1], options: { full: true }, value: Math.log(Math.SQRT1_2 / (3 / 8)) },
    { inputs: [0, 2, 2], value: Math.LN2 / 2 + 2.5 * Math.LN2, gradient: 0.25 - 0.625 },
    { inputs: [0, 0, 0], options: { eps: 0.5 }, value: Math.log(0.5) / 2, gradient: 1 },
  ],
});

test('is gaussianNll for many degrees of freedom', () => {
  const inputs = [tf.tensor1d([0, 1, -3]), tf.tensor1d([0.5, 1, 0]), tf.tensor1d([1, 2, 0.25])] as const;
  for (const full of [false, true]) {
    const loss = studentTNll(...inputs, { degreesOfFreedom: 1e7, full, reduction: 'none' });
    expect(loss).toBeAllClose(gaussianNll(...inputs, { full, reduction: 'none' }), { rtol: 1e-4 });
  }
});
