import { type ImageTask, pngDataUri, type RegressionTask, rowSize, type Task } from '@losskit/data';

import type { TaskPreview } from '../result.ts';

const POINTS_KEPT = 400;
const PICTURES_PER_CLASS = 8;

/** The seed whose split the preview shows. */
const SEED = 0;

function describeTable(task: RegressionTask): TaskPreview {
  const { train } = task.split(SEED);
  const features = task.featureNames.length;
  return {
    task: task.name,
    featureNames: task.featureNames,
    targetName: task.targetName,
    ...(task.truth ? { truth: task.truth } : {}),
    points: Array.from({ length: Math.min(train.rows, POINTS_KEPT) }, (_, row) => ({
      features: Array.from(train.inputs.values.subarray(row * features, (row + 1) * features)),
      target: train.targets.values[row] ?? Number.NaN,
      outlier: train.outliers[row] ?? false,
    })),
  };
}

function describePictures(task: ImageTask): TaskPreview {
  const { train } = task.split(SEED);
  const size = rowSize(train.inputs);
  const [height, width] = task.pictureShape;
  const samples = task.classNames.flatMap((_, label) =>
    Array.from(train.labels.keys())
      .filter((row) => train.labels[row] === label)
      .slice(0, PICTURES_PER_CLASS)
      .map((row) => ({
        label,
        picture: pngDataUri(train.inputs.values.subarray(row * size, (row + 1) * size), width, height),
      })),
  );
  return { task: task.name, classNames: task.classNames, samples };
}

/** What a report shows of a task's data. */
export function describeTask(task: Task): TaskPreview {
  return task.kind === 'regression' ? describeTable(task) : describePictures(task);
}
