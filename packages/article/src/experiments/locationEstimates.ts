import { randomStream } from '@losskit/random';

import { mean, median, sum } from '../probe.ts';

/** The constant that minimises the Huber loss of the sample, by reweighted means; an M-estimator of location. */
export function huberLocation(values: readonly number[], delta: number): number {
  let middle = median(values);
  for (let step = 0; step < 200; step++) {
    const weights = values.map((value) => Math.min(1, delta / Math.max(delta, Math.abs(value - middle))));
    const next = sum(values.map((value, index) => value * (weights[index] ?? 0))) / sum(weights);
    if (next === middle) break;
    middle = next;
  }
  return middle;
}

/** The constant that each loss fits to a sample: mean for squares, median for absolute values. */
export const LOCATIONS = {
  MSE: mean,
  MAE: median,
  Huber: (values: readonly number[]) => huberLocation(values, 1.345),
} as const;

export type Noise = 'normal' | 'Laplace' | 'normal with outliers';

function drawNoise(noise: Noise, repetition: number): number[] {
  const stream = randomStream(repetition, `location ${noise}`);
  return Array.from({ length: 101 }, () => {
    if (noise === 'Laplace') {
      const u = stream.uniform(-0.5, 0.5);
      return -Math.sign(u) * Math.log(1 - 2 * Math.abs(u));
    }
    const value = stream.normal();
    const isOutlier = stream.uniform() < 0.1;
    return noise === 'normal with outliers' && isOutlier ? value + 10 : value;
  });
}

/** Squared distance from the true constant 0 of what each loss fits, for each of many samples. */
export function squaredErrors(noise: Noise, loss: keyof typeof LOCATIONS, repetitions = 400): number[] {
  return Array.from(
    { length: repetitions },
    (_, repetition) => LOCATIONS[loss](drawNoise(noise, repetition)) ** 2,
  );
}
