import { isFloats, isRows, pngDataUri, rowSize } from '@losskit/data';
import type { Task, TaskData } from '@losskit/tasks';

import type { TaskPreview } from './result.ts';

const POINTS_KEPT = 400;
const PICTURES_PER_CLASS = 8;

/** Rows of a table: original units where the inputs were scaled. */
function previewTable(task: Task, { train, inputScaler }: TaskData): TaskPreview {
  const { inputs, targets, outliers } = train;
  if (!isRows(inputs) || inputs.rowShape.length !== 1 || rowSize(targets) !== 1) return { task: task.name };
  const features = rowSize(inputs);
  const { values } = inputScaler && isFloats(inputs) ? inputScaler.unscale(inputs) : inputs;
  return {
    task: task.name,
    featureNames: task.featureNames ?? Array.from({ length: features }, (_, place) => `x${place + 1}`),
    targetName: task.targetName ?? 'target',
    ...(task.truth ? { truth: task.truth } : {}),
    points: Array.from({ length: Math.min(train.rows, POINTS_KEPT) }, (_, row) => ({
      features: Array.from(values.subarray(row * features, (row + 1) * features)),
      target: targets.values[row] ?? Number.NaN,
      outlier: outliers?.[row] ?? false,
    })),
  };
}

function previewPictures({ train, classNames = [] }: TaskData): Pick<TaskPreview, 'samples'> {
  const { inputs, targets } = train;
  if (!isRows(inputs) || !(inputs.values instanceof Uint8Array) || inputs.rowShape.length !== 3) return {};
  const pixels = inputs.values;
  const size = rowSize(inputs);
  const [height = 0, width = 0] = inputs.rowShape;
  const samples = classNames.flatMap((_, label) =>
    Array.from(targets.values.keys())
      .filter((row) => targets.values[row] === label)
      .slice(0, PICTURES_PER_CLASS)
      .map((row) => ({
        label,
        picture: pngDataUri(pixels.subarray(row * size, (row + 1) * size), width, height),
      })),
  );
  return { samples };
}

/** What a report shows of a task's data, from one seed's. */
export function previewTask(task: Task, data: TaskData): TaskPreview {
  if (task.kind === 'continuous') return previewTable(task, data);
  const { classNames } = data;
  const isClasses = task.kind === 'multiclass';
  return {
    task: task.name,
    ...(classNames && { classNames }),
    ...(isClasses && classNames && previewPictures(data)),
  };
}
