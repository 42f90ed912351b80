import { type RandomStream, randomStream } from '@losskit/random';

export const PRESETS = ['line', 'classes', 'imbalance', 'noise'] as const;
export type PresetName = (typeof PRESETS)[number];

/** Rows to train or to judge on; a line has one input and a target, classes have two inputs and a label of 0 or 1. */
export interface Points {
  readonly inputs: readonly (readonly number[])[];
  readonly targets: readonly number[];
}

export interface Data {
  readonly train: Points;
  /** To choose learning rates by, with the same trouble. */
  readonly validation: Points;
  /** Without the trouble. */
  readonly test: Points;
  /** Indices of training rows that people may move. */
  readonly movable: readonly number[];
}

export interface Preset {
  /** How much trouble the data have, as a fraction of rows. */
  readonly trouble: { readonly default: number; readonly most: number };
  readonly isLine: boolean;
  /** What the test part is judged by. */
  readonly metric: 'rmse' | 'accuracy';
  /** The losses that are compared at first. */
  readonly losses: readonly string[];
  /** A comparison of the same question by the command line. */
  readonly command: { readonly task: string; readonly stress: string };
  draw(seed: number, trouble: number): Data;
}

/** Of a training run. */
export const STEPS = 300;
export const TEST_ROWS = 400;
const VALIDATION_ROWS = 200;
const MOST_MOVABLE = 4;

/** A fraction of the rows of a part. */
function someRows(stream: RandomStream, rows: number, fraction: number): number[] {
  return [...stream.permutation(rows).subarray(0, Math.round(fraction * rows))];
}

function drawLine(seed: number, trouble: number): Data {
  const rows = 24;
  const outliers = someRows(randomStream(seed, 'line outliers'), rows, trouble);
  const lifted = someRows(randomStream(seed, 'line validation outliers'), VALIDATION_ROWS, trouble);
  function part(name: string, count: number, outlierRows: readonly number[]): Points {
    const stream = randomStream(seed, `line ${name}`);
    const inputs: number[][] = [];
    const targets = Array.from({ length: count }, (_, row) => {
      const x = stream.uniform(-2, 2);
      inputs.push([x]);
      const target = 1 + 1.5 * x + stream.normal(0, 0.4);
      // Drawn for every row, so that a row is the same whether its neighbours are outliers or not.
      const lift = stream.uniform(3, 6);
      return outlierRows.includes(row) ? target + lift : target;
    });
    return { inputs, targets };
  }
  const movable = outliers.length > 0 ? outliers : [0, 1];
  return {
    train: part('train', rows, outliers),
    validation: part('validation', VALIDATION_ROWS, lifted),
    test: part('test', TEST_ROWS, []),
    movable: movable.slice(0, MOST_MOVABLE),
  };
}

/** A row around the middle of its class. */
function drawRow(stream: RandomStream, label: number, deviation: number): number[] {
  const side = label === 1 ? 1 : -1;
  return [side + stream.normal(0, deviation), 0.6 * side + stream.normal(0, deviation)];
}

function drawClasses(
  seed: number,
  {
    deviation,
    rare,
    flipped,
  }: { readonly deviation: number; readonly rare: number; readonly flipped: number },
): Data {
  const rows = 60;
  const onesOf = (count: number) => Math.max(2, Math.round(rare * count));
  const wrong = someRows(randomStream(seed, 'classes flipped'), onesOf(rows), flipped);
  const wrongToo = someRows(
    randomStream(seed, 'classes validation flipped'),
    onesOf(VALIDATION_ROWS),
    flipped,
  );
  function part(name: string, count: number, ones: number, wrongRows: readonly number[]): Points {
    const stream = randomStream(seed, `classes ${name}`);
    const labels = Array.from({ length: count }, (_, row) => (row < ones ? 1 : 0));
    return {
      inputs: labels.map((label) => drawRow(stream, label, deviation)),
      targets: labels.map((label, row) => (wrongRows.includes(row) ? 0 : label)),
    };
  }
  const movable = wrong.length > 0 ? wrong : [0, 1, rows - 1];
  return {
    train: part('train', rows, onesOf(rows), wrong),
    validation: part('validation', VALIDATION_ROWS, onesOf(VALIDATION_ROWS), wrongToo),
    test: part('test', TEST_ROWS, TEST_ROWS / 2, []),
    movable: movable.slice(0, MOST_MOVABLE),
  };
}

export const PRESET: Readonly<Record<PresetName, Preset>> = {
  line: {
    trouble: { default: 0.125, most: 0.4 },
    isLine: true,
    metric: 'rmse',
    losses: ['meanSquaredError', 'huber:delta=0.5'],
    command: { task: 'linear', stress: 'outliers=0,.1,.2' },
    draw: drawLine,
  },
  classes: {
    trouble: { default: 0.4, most: 0.8 },
    isLine: false,
    metric: 'accuracy',
    losses: ['binaryCrossEntropyWithLogits', 'hinge'],
    command: { task: 'sensors', stress: 'samples=50,200' },
    draw: (seed, trouble) => drawClasses(seed, { deviation: 0.4 + trouble, rare: 0.5, flipped: 0 }),
  },
  imbalance: {
    trouble: { default: 0.4, most: 0.45 },
    isLine: false,
    metric: 'accuracy',
    losses: ['binaryCrossEntropyWithLogits', 'binaryFocal', 'asymmetric'],
    command: { task: 'sensors', stress: 'imbalance=1,10' },
    draw: (seed, trouble) => drawClasses(seed, { deviation: 0.8, rare: 0.5 - trouble, flipped: 0 }),
  },
  noise: {
    trouble: { default: 0.3, most: 0.45 },
    isLine: false,
    metric: 'accuracy',
    losses: ['binaryCrossEntropyWithLogits', 'sparsemax', 'hinge'],
    command: { task: 'sensors', stress: 'label-noise=0,.1,.2' },
    draw: (seed, trouble) => drawClasses(seed, { deviation: 0.7, rare: 0.5, flipped: trouble }),
  },
};
