/** What a curve of a loss is drawn over. Losses of one axis can share a figure. */
export type AxisName =
  | 'residual'
  | 'probability'
  | 'margin'
  | 'logRate'
  | 'distance'
  | 'angle'
  | 'score'
  | 'parameter'
  | 'groupAngle'
  | 'position'
  | 'shift'
  | 'contrast'
  | 'step'
  | 'logScale';

export interface Axis {
  readonly title: string;
  readonly low: number;
  readonly high: number;
}

/** The axes in the order in which they are preferred where a loss has several. */
export const AXES: Readonly<Record<AxisName, Axis>> = {
  residual: { title: 'residual: prediction − target', low: -3, high: 3 },
  probability: { title: 'probability of the true class', low: 0.001, high: 0.999 },
  margin: { title: 'margin: score of the right side above the others', low: -3, high: 3 },
  logRate: { title: 'logarithm of the predicted rate', low: -2, high: 3 },
  distance: { title: 'distance of a pair that is to be apart', low: 0, high: 3 },
  angle: { title: 'angle between the two vectors, in degrees', low: 0, high: 180 },
  score: { title: 'the last input', low: -3, high: 3 },
  parameter: { title: 'parameter', low: -3, high: 3 },
  groupAngle: { title: 'angle between the two groups, in degrees', low: 0, high: 180 },
  position: { title: 'position in the order of the classes', low: -5, high: 5 },
  shift: { title: 'shift of the predicted shape, in pixels', low: -3, high: 3 },
  contrast: { title: 'contrast of the prediction: 1 is the true one', low: -1, high: 2 },
  step: { title: 'height of a step', low: -3, high: 3 },
  logScale: { title: 'logarithm of the predicted scale', low: -2, high: 3 },
};
