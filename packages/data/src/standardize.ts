import type { RegressionPart, Rows, Split } from './Task.ts';

/** A plane y = intercept + Σ coefficientⱼ · xⱼ. */
export interface Plane {
  readonly intercept: number;
  readonly coefficients: readonly number[];
}

/** What was subtracted and divided by, and the way back to original units. */
export interface Scaler {
  readonly featureMeans: readonly number[];
  readonly featureDeviations: readonly number[];
  readonly targetMean: number;
  readonly targetDeviation: number;
  /** Targets or predictions in original units: value · deviation + mean. */
  unscaleTargets(values: Float32Array): Float32Array;
  /** The same plane in original units. */
  unscalePlane(plane: Plane): Plane;
}

/** Mean and standard deviation (divisor n) of one column; deviation 1 where all values are the same. */
function moments(
  { values }: Rows<Float32Array>,
  width: number,
  column: number,
): { mean: number; deviation: number } {
  const count = values.length / width;
  let mean = 0;
  for (let place = column; place < values.length; place += width) mean += (values[place] ?? 0) / count;
  let variance = 0;
  for (let place = column; place < values.length; place += width) {
    variance += ((values[place] ?? 0) - mean) ** 2 / count;
  }
  return { mean, deviation: variance > 0 ? Math.sqrt(variance) : 1 };
}

/**
 * Features and target with mean 0 and standard deviation 1, by the moments of the TRAINING part alone: the other parts are
 * moved by the same numbers, so that nothing of them leaks into training.
 *
 * A column that is constant in the training part becomes 0 there (deviation 1).
 *
 * @example
 * ```ts
 * const { split, scaler } = standardize(linearTask().split(7));
 * scaler.unscalePlane({ intercept: 0, coefficients: [1] }); // in the units of the table
 * ```
 */
export function standardize(split: Split<RegressionPart>): { split: Split<RegressionPart>; scaler: Scaler } {
  const { inputs, targets } = split.train;
  const width = inputs.rowShape[0] ?? 1;
  const features = Array.from({ length: width }, (_, column) => moments(inputs, width, column));
  const target = moments(targets, 1, 0);

  const scalePart = (part: RegressionPart): RegressionPart => ({
    ...part,
    inputs: {
      rowShape: part.inputs.rowShape,
      values: part.inputs.values.map((value, place) => {
        const { mean, deviation } = features[place % width] ?? { mean: 0, deviation: 1 };
        return (value - mean) / deviation;
      }),
    },
    targets: {
      rowShape: part.targets.rowShape,
      values: part.targets.values.map((value) => (value - target.mean) / target.deviation),
    },
  });

  return {
    split: {
      train: scalePart(split.train),
      validation: scalePart(split.validation),
      test: scalePart(split.test),
    },
    scaler: {
      featureMeans: features.map(({ mean }) => mean),
      featureDeviations: features.map(({ deviation }) => deviation),
      targetMean: target.mean,
      targetDeviation: target.deviation,
      unscaleTargets: (values) => values.map((value) => value * target.deviation + target.mean),
      unscalePlane(plane) {
        const coefficients = features.map(
          ({ deviation }, column) =>
            ((plane.coefficients[column] ?? Number.NaN) * target.deviation) / deviation,
        );
        const shift = features.reduce(
          (sum, { mean }, column) => sum + (coefficients[column] ?? Number.NaN) * mean,
          0,
        );
        return { intercept: plane.intercept * target.deviation + target.mean - shift, coefficients };
      },
    },
  };
}
