import type { ColumnScaler } from '@losskit/data';
import type { NamedVariables } from '@losskit/trainer';

/** A plane y = intercept + Σ coefficientⱼ · xⱼ. */
export interface Plane {
  readonly intercept: number;
  readonly coefficients: readonly number[];
}

/** The same plane in the units that the columns had before they were scaled. */
export function inOriginalUnits(plane: Plane, inputs: ColumnScaler, targets: ColumnScaler): Plane {
  const [targetMean = 0] = targets.means;
  const [targetDeviation = 1] = targets.deviations;
  const coefficients = inputs.deviations.map(
    (deviation, column) => ((plane.coefficients[column] ?? Number.NaN) * targetDeviation) / deviation,
  );
  const shift = inputs.means.reduce(
    (sum, mean, column) => sum + (coefficients[column] ?? Number.NaN) * mean,
    0,
  );
  return { intercept: plane.intercept * targetDeviation + targetMean - shift, coefficients };
}

/** What a plane says of rows of inputs, flat, row by row. */
export function planeValues(
  { intercept, coefficients }: Plane,
  inputs: ArrayLike<number>,
  rows: number,
): Float64Array {
  return Float64Array.from({ length: rows }, (_, row) =>
    coefficients.reduce(
      (sum, coefficient, column) =>
        sum + coefficient * (inputs[row * coefficients.length + column] ?? Number.NaN),
      intercept,
    ),
  );
}

/** What a linear model fitted, in original units; for models with the variables `kernel` and `intercept`. */
export async function fittedPlane(
  { kernel, intercept }: NamedVariables,
  inputs: ColumnScaler,
  targets: ColumnScaler,
): Promise<{ intercept: number; coefficients: number[] }> {
  const coefficients = kernel ? Array.from(await kernel.data<'float32'>()) : [];
  const [constant = 0] = intercept ? await intercept.data<'float32'>() : [];
  const plane = inOriginalUnits({ intercept: constant, coefficients }, inputs, targets);
  return { intercept: plane.intercept, coefficients: [...plane.coefficients] };
}
