import { builtInTask, defineTask, type TaskRows } from '@losskit/tasks';
import * as tf from '@tensorflow/tfjs';

const SIZE = 32;
/** Where every model starts: a box in the middle, which meets all fruit, since the overlap of boxes apart has no slope. */
const MIDDLE = [0.25, 0.25, 0.75, 0.75];

/** The smallest box around the pixels that are not background, [x1, y1, x2, y2] as fractions of the picture. */
function boxAround(mask: ArrayLike<number>): number[] {
  const [xs, ys]: [number[], number[]] = [[], []];
  for (let place = 0; place < mask.length; place++) {
    if (mask[place] === 0) continue;
    xs.push(place % SIZE);
    ys.push(Math.floor(place / SIZE));
  }
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs) + 1, Math.max(...ys) + 1].map(
    (edge) => edge / SIZE,
  );
}

/** The pictures of `fruit-mask`, with the box around all fruit in the place of the mask. */
function withBoxes({ inputs, targets, rows }: TaskRows) {
  const places = SIZE * SIZE;
  const masks = Array.from({ length: rows }, (_, row) =>
    targets.values.subarray(row * places, (row + 1) * places),
  );
  return { inputs, targets: masks.map(boxAround) };
}

/** The fraction of the union of two boxes that is in both. */
function overlap(one: ArrayLike<number>, other: ArrayLike<number>): number {
  const at = (box: ArrayLike<number>, place: number) => box[place] ?? Number.NaN;
  const width = Math.min(at(one, 2), at(other, 2)) - Math.max(at(one, 0), at(other, 0));
  const height = Math.min(at(one, 3), at(other, 3)) - Math.max(at(one, 1), at(other, 1));
  const both = Math.max(0, width) * Math.max(0, height);
  const area = (box: ArrayLike<number>) =>
    Math.max(0, at(box, 2) - at(box, 0)) * Math.max(0, at(box, 3) - at(box, 1));
  return both / (area(one) + area(other) - both);
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Where the fruit is in a drawn picture: one box around all of it, judged by the overlap with the true box. */
export const boxes = defineTask({
  name: 'boxes',
  target: 'continuous',
  sampling: 'fresh',
  targetName: 'box around the fruit',
  async data({ seed }) {
    const { train, validation, test } = await builtInTask('fruit-mask').load(seed);
    return { train: withBoxes(train), validation: withBoxes(validation), test: withBoxes(test) };
  },
  model({ inputShape }) {
    const around = () =>
      tf.layers.conv2d({ filters: 16, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' });
    const corners = tf.layers.dense({ units: 4 });
    const network = tf.sequential({
      layers: [
        tf.layers.rescaling({ scale: 1 / 127.5, offset: -1, inputShape }),
        around(),
        around(),
        tf.layers.flatten(),
        tf.layers.dense({ units: 32, activation: 'relu' }),
        corners,
      ],
    });
    tf.tidy(() => {
      const [kernel] = corners.getWeights();
      if (kernel) corners.setWeights([tf.mul(kernel, 0.01), tf.tensor1d(MIDDLE)]);
    });
    return network;
  },
  losses: ['giou', 'diou', 'ciou', 'boxIou', 'smoothL1', 'meanSquaredError', 'giou+smoothL1'],
  learningRates: [0.001, 0.003, 0.01],
  steps: 300,
  measurements: { meanOverlap: { higherIsBetter: true, bounds: [0, 1] } },
  async measure({ predict, data: { test } }) {
    const { values } = await predict(test.inputs);
    const box = (from: ArrayLike<number>, row: number) =>
      Array.from({ length: 4 }, (_, edge) => from[4 * row + edge] ?? Number.NaN);
    const overlaps = Array.from({ length: test.rows }, (_, row) =>
      overlap(box(values, row), box(test.targets.values, row)),
    );
    return { meanOverlap: meanOf(overlaps) };
  },
  rankBy: 'meanOverlap',
});
