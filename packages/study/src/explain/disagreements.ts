import { type FloatRows, isFloats, isRows, pngDataUri, rowSize } from '@losskit/data';
import type { TaskRows } from '@losskit/tasks';

import type { PreparedTrial } from '../trial/prepareTrial.ts';
import type { Explanation } from './Explanation.ts';

type Disagreements = NonNullable<Explanation['disagreements']>;
type Example = Disagreements['examples'][number];

/** Examples of a pair of losses. */
const EXAMPLES = 6;
/** Columns of a row that are shown; more are no longer read. */
const COLUMNS = 8;

/** What a loss's model predicts for the rows that are looked at. */
export interface PredictedBy {
  readonly loss: string;
  readonly predictions: FloatRows;
}

function numberOf(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** The inputs of a row for people: a picture, or columns in original units where they are few. */
function inputsOf(
  { task, data }: PreparedTrial,
  { inputs }: TaskRows,
  row: number,
): Pick<Example, 'picture' | 'inputs'> {
  if (!isRows(inputs)) return {};
  const size = rowSize(inputs);
  const values = inputs.values.subarray(row * size, (row + 1) * size);
  const [height = 0, width = 0, channels] = inputs.rowShape;
  if (inputs.values instanceof Uint8Array && channels === 3) {
    return { picture: pngDataUri(Uint8Array.from(values), width, height) };
  }
  if (inputs.rowShape.length !== 1 || size > COLUMNS) return {};
  const ofRow = { values, rowShape: inputs.rowShape };
  const original = data.inputScaler && isFloats(ofRow) ? data.inputScaler.unscale(ofRow).values : values;
  return {
    inputs: Array.from(original, (value, column) => ({
      name: task.featureNames?.[column] ?? `x${column + 1}`,
      value: numberOf(value),
    })),
  };
}

function rowOf(
  { values, rowShape }: { values: ArrayLike<number>; rowShape: readonly number[] },
  row: number,
) {
  const size = rowShape.reduce((product, length) => product * length, 1);
  return Array.from({ length: size }, (_, place) => values[row * size + place] ?? Number.NaN);
}

/** On which rows the model of the best loss and those of the others are farthest apart; undefined for a kind that answers nothing. */
export function disagreements(
  trial: PreparedTrial,
  rows: TaskRows,
  [best, ...others]: readonly PredictedBy[],
): Disagreements | undefined {
  const { task, data, shape } = trial;
  const { answers } = task.views;
  if (!answers || !best) return undefined;
  const names = data.classNames ?? [];
  const answerOf = ({ predictions }: PredictedBy, row: number) =>
    answers.ofPrediction(rowOf(predictions, row), shape, names);
  const everyRow = Array.from({ length: rows.rows }, (_, row) => row);
  const pairs = others.map((other) => {
    const distances = answers.distances(best.predictions, other.predictions, shape);
    const distanceOf = (row: number) => distances[row] ?? 0;
    const far = everyRow
      .filter((row) => distanceOf(row) > 0)
      .sort((a, b) => distanceOf(b) - distanceOf(a) || a - b);
    return {
      first: best.loss,
      second: other.loss,
      rows: far.slice(0, EXAMPLES).map((row) => ({
        row,
        first: answerOf(best, row),
        second: answerOf(other, row),
      })),
    };
  });
  const shown = [...new Set(pairs.flatMap((pair) => pair.rows.map(({ row }) => row)))].sort((a, b) => a - b);
  return {
    examples: shown.map((row) => ({
      row,
      name: rows.names?.[row] ?? '',
      target: answers.ofTarget(rowOf(rows.targets, row), shape, names),
      ...inputsOf(trial, rows, row),
    })),
    pairs,
  };
}
