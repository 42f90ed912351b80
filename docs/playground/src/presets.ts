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
  readonly learningRate: number;
  /** A comparison of the same question by the command line. */
  readonly command: { readonly task: string; readonly stress: string };
  draw(seed: number, trouble: number): Data;
}

/** Of a training run. */
export const STEPS = 300;
export const TEST_ROWS = 400;
const MOST_MOVABLE = 4;

function drawLine(seed: number, trouble: number): Data {
  const rows = 24;
  const outliers = new Set(
    randomStream(seed, 'line outliers')
      .permutation(rows)
      .subarray(0, Math.round(trouble * rows)),
  );
  function part(name: string, count: number, isTrain: boolean): Points {
    const stream = randomStream(seed, `line ${name}`);
    const inputs: number[][] = [];
    const targets = Array.from({ length: count }, (_, row) => {
      const x = stream.uniform(-2, 2);
      inputs.push([x]);
      const target = 1 + 1.5 * x + stream.normal(0, 0.4);
      // Drawn for every row, so that a row is the same whether its neighbours are outliers or not.
      const lift = stream.uniform(3, 6);
      return isTrain && outliers.has(row) ? target + lift : target;
    });
    return { inputs, targets };
  }
  const movable = outliers.size > 0 ? [...outliers] : [0, 1];
  return {
    train: part('train', rows, true),
    test: part('test', TEST_ROWS, false),
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
  const ones = Math.max(2, Math.round(rare * rows));
  function part(name: string, count: number, positives: number): Points {
    const stream = randomStream(seed, `classes ${name}`);
    const targets = Array.from({ length: count }, (_, row) => (row < positives ? 1 : 0));
    return { targets, inputs: targets.map((label) => drawRow(stream, label, deviation)) };
  }
  const clean = part('train', rows, ones);
  const wrong = new Set(
    randomStream(seed, 'classes flipped')
      .permutation(ones)
      .subarray(0, Math.round(flipped * ones)),
  );
  const targets = clean.targets.map((label, row) => (wrong.has(row) ? 0 : label));
  const movable = wrong.size > 0 ? [...wrong] : [0, 1, rows - 1];
  return {
    train: { inputs: clean.inputs, targets },
    test: part('test', TEST_ROWS, TEST_ROWS / 2),
    movable: movable.slice(0, MOST_MOVABLE),
  };
}

export const PRESET: Readonly<Record<PresetName, Preset>> = {
  line: {
    trouble: { default: 0.125, most: 0.4 },
    isLine: true,
    metric: 'rmse',
    losses: ['meanSquaredError', 'huber:delta=0.5'],
    learningRate: 0.1,
    command: { task: 'linear', stress: 'outliers=0,.1,.2' },
    draw: drawLine,
  },
  classes: {
    trouble: { default: 0.4, most: 0.8 },
    isLine: false,
    metric: 'accuracy',
    losses: ['binaryCrossEntropyWithLogits', 'hinge'],
    learningRate: 0.1,
    command: { task: 'sensors', stress: 'samples=50,200' },
    draw: (seed, trouble) => drawClasses(seed, { deviation: 0.4 + trouble, rare: 0.5, flipped: 0 }),
  },
  imbalance: {
    trouble: { default: 0.4, most: 0.45 },
    isLine: false,
    metric: 'accuracy',
    losses: ['binaryCrossEntropyWithLogits', 'binaryFocal', 'asymmetric'],
    learningRate: 0.1,
    command: { task: 'sensors', stress: 'imbalance=1,10' },
    draw: (seed, trouble) => drawClasses(seed, { deviation: 0.8, rare: 0.5 - trouble, flipped: 0 }),
  },
  noise: {
    trouble: { default: 0.3, most: 0.45 },
    isLine: false,
    metric: 'accuracy',
    losses: ['binaryCrossEntropyWithLogits', 'sparsemax', 'hinge'],
    learningRate: 0.1,
    command: { task: 'sensors', stress: 'label-noise=0,.1,.2' },
    draw: (seed, trouble) => drawClasses(seed, { deviation: 0.7, rare: 0.5, flipped: trouble }),
  },
};
