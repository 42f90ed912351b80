import { checkFinite, checkInteger, rangeError } from '@losskit/errors';
import { meanAbsoluteError } from '@losskit/metrics';
import { randomStream } from '@losskit/random';

import { defineTask } from '../defineTask.ts';
import { fittedPlane } from '../models/fittedPlane.ts';
import { linearModel } from '../models/linearModel.ts';
import { standardized } from '../standardized.ts';
import type { Task } from '../Task.ts';

const TEST_ROWS = 1000;

export interface LinearTaskOptions {
  /** Rows of the training part; the validation part has half as many. At least 10. Default 160. */
  readonly rows?: number;
  /** Standard deviation of the normal noise on y. At least 0. Default 1. */
  readonly noise?: number;
  /** Fraction of outliers in the training and validation parts. At least 0, less than 1. Default 0.1. */
  readonly outlierFraction?: number;
  /** θ0. Default 4. */
  readonly intercept?: number;
  /** θ1. Default 2.5. */
  readonly slope?: number;
}

/**
 * The embedded task `linear`: y = θ0 + θ1·x + noise with x uniform in [0, 10), and a fraction of outliers.
 *
 * An outlier lies above its place by u·(1 + x) with u uniform in [2, 6): large, on one side only, and worst at large x,
 * so that a line fitted by squares is both lifted and tilted. Training and validation parts are contaminated alike,
 * because that is what reality gives; the test part (1,000 rows) is clean, because it asks who found the line.
 * Each seed draws its own rows. The rows that are no outliers are the same whatever `outlierFraction` is.
 *
 * The learning rate is chosen by the mean absolute error, not by the RMSE that ranks: validation rows are as contaminated as
 * training rows, and there the RMSE measures little but the outliers.
 *
 * @throws RangeError if an option is outside its range.
 * @example
 * ```ts
 * const { train } = await linearTask({ outlierFraction: 0.2 }).load(7);
 * train.outliers?.filter(Boolean).length; // 32
 * ```
 */
export function linearTask(options: LinearTaskOptions = {}): Task {
  const { rows = 160, noise = 1, outlierFraction = 0.1, intercept = 4, slope = 2.5 } = options;
  checkInteger('linearTask', 'rows', rows, 10);
  checkFinite('linearTask', 'intercept', intercept);
  checkFinite('linearTask', 'slope', slope);
  if (!(noise >= 0 && noise < Number.POSITIVE_INFINITY)) {
    throw rangeError('linearTask', 'noise to be a finite number of at least 0', noise);
  }
  if (!(outlierFraction >= 0 && outlierFraction < 1)) {
    throw rangeError('linearTask', 'outlierFraction to be at least 0 and less than 1', outlierFraction);
  }

  function drawPart(seed: number, part: string, count: number, fraction: number) {
    const stream = randomStream(seed, `linear ${part}`);
    const order = randomStream(seed, `linear ${part} outliers`).permutation(count);
    const outlierRows = new Set(order.subarray(0, Math.round(fraction * count)));
    const inputs = new Float32Array(count);
    const targets = new Float32Array(count);
    for (let row = 0; row < count; row++) {
      const x = Math.fround(stream.uniform(0, 10));
      const error = stream.normal(0, noise);
      // Drawn for every row, so that a row is the same whether its neighbours are outliers or not.
      const lift = stream.uniform(2, 6) * (1 + x);
      inputs[row] = x;
      targets[row] = intercept + slope * x + error + (outlierRows.has(row) ? lift : 0);
    }
    return {
      inputs: { values: inputs, rowShape: [1] },
      targets: { values: targets, rowShape: [] },
      outliers: Array.from({ length: count }, (_, row) => outlierRows.has(row)),
    };
  }

  return defineTask({
    name: 'linear',
    target: 'continuous',
    origin: {
      kind: 'embedded',
      description: `y = ${intercept} + ${slope} x + noise of ${noise}, ${rows} training rows, outlier fraction ${outlierFraction}`,
      rows: rows + Math.round(rows / 2) + TEST_ROWS,
    },
    featureNames: ['x'],
    targetName: 'y',
    truth: { intercept, coefficients: [slope] },
    sampling: 'fresh',
    data: ({ seed }) =>
      standardized(
        {
          train: drawPart(seed, 'train', rows, outlierFraction),
          validation: drawPart(seed, 'validation', Math.round(rows / 2), outlierFraction),
          test: drawPart(seed, 'test', TEST_ROWS, 0),
        },
        { targets: true },
      ),
    model: () => linearModel(1),
    linear: true,
    selectBy: meanAbsoluteError,
    batchSize: rows,
    async describe({ variables, data: { inputScaler, targetScaler } }) {
      return inputScaler && targetScaler
        ? { fit: await fittedPlane(variables, inputScaler, targetScaler) }
        : {};
    },
  });
}
