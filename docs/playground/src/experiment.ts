import { parseLoss } from '@losskit/losses/expression';
import { allLosses } from '@losskit/losses/registry';
import { train } from '@losskit/trainer';
import { adam } from '@losskit/trainer/optimizers';
import * as tf from '@tensorflow/tfjs-core';

import { type OptionRange, optionControls } from './optionControls.ts';
import { type Data, type Points, PRESET, type PresetName, STEPS } from './presets.ts';
import type { State } from './state.ts';

/** What one loss is trained with. */
export interface Setup extends Omit<State, 'losses'> {
  readonly loss: string;
}

/** A model while it trains. */
export interface Frame {
  readonly step: number;
  /** The weights, and then the intercept. */
  readonly parameters: readonly number[];
  /** By training row: prediction − target of a line; of classes the logit towards the row's own label. */
  readonly errors: readonly number[];
  /** Of the test part. */
  readonly metric: number;
}

export interface LossChoice {
  readonly name: string;
  /** Whether its targets are −1 and 1 in place of 0 and 1. */
  readonly isSigned: boolean;
  readonly options: readonly OptionRange[];
}

function declarationsFor(preset: PresetName) {
  return allLosses
    .map(({ declaration }) => declaration)
    .filter(({ target, prediction, differentiable, batchDependent, layout }) => {
      if (!differentiable || batchDependent || layout.inputs.length !== 2) return false;
      return PRESET[preset].isLine
        ? target === 'continuous' && prediction === 'values'
        : (target === 'binary' || target === 'signs') && prediction === 'logits';
    });
}

/** The losses of a preset, with the options that are numbers and the part of their ranges that shows something. */
export function lossChoices(preset: PresetName): LossChoice[] {
  return declarationsFor(preset).map(({ name, options, target }) => ({
    name,
    isSigned: target === 'signs',
    options: optionControls({ options }).flatMap((control) =>
      control.kind === 'slider' && !control.isOptional ? [control.range] : [],
    ),
  }));
}

/** The loss of 0 and 1 or of real targets, whatever its own targets are. */
function lossOf(text: string): (yTrue: tf.Tensor, yPred: tf.Tensor, options?: object) => tf.Tensor {
  const loss = parseLoss(text).terms[0]?.loss;
  if (!loss) throw new RangeError(`playground: expected a loss, got '${text}'.`);
  const isSigned = loss.declaration.target === 'signs';
  return (yTrue, yPred, options) => {
    const targets = isSigned ? tf.sub(tf.mul(yTrue, 2), 1) : yTrue;
    return loss.evaluate([targets, yPred], options);
  };
}

/** The data of a setup, with the points where people have put them. */
export function dataOf({ preset, seed, trouble, moved }: Omit<Setup, 'loss' | 'learningRate'>): Data {
  const data = PRESET[preset].draw(seed, trouble);
  const inputs = data.train.inputs.map((row) => [...row]);
  const targets = [...data.train.targets];
  for (const { row, x, y } of moved) {
    if (!data.movable.includes(row)) continue;
    inputs[row] = PRESET[preset].isLine ? [x] : [x, y];
    if (PRESET[preset].isLine) targets[row] = y;
  }
  return { ...data, train: { inputs, targets } };
}

/** What the model gives for rows: a value of the line, or a logit. */
function outputs({ inputs }: Points, parameters: readonly number[]): number[] {
  const intercept = parameters.at(-1) ?? 0;
  return inputs.map((row) => row.reduce((sum, x, axis) => sum + x * (parameters[axis] ?? 0), intercept));
}

function metricOf(preset: PresetName, points: Points, parameters: readonly number[]): number {
  const given = outputs(points, parameters);
  const sum = points.targets.reduce((total, target, row) => {
    const output = given[row] ?? 0;
    return total + (PRESET[preset].isLine ? (output - target) ** 2 : Number(output > 0 === (target === 1)));
  }, 0);
  const mean = sum / points.targets.length;
  return PRESET[preset].isLine ? Math.sqrt(mean) : mean;
}

function frameOf(preset: PresetName, data: Data, step: number, parameters: readonly number[]): Frame {
  const { targets } = data.train;
  const errors = outputs(data.train, parameters).map((output, row) => {
    if (PRESET[preset].isLine) return output - (targets[row] ?? 0);
    return targets[row] === 1 ? output : -output;
  });
  return { step, parameters, errors, metric: metricOf(preset, data.test, parameters) };
}

/**
 * Trains a linear model by a loss, and gives it every so many steps and at the end.
 *
 * @param start - Parameters to begin with. Default: 0.
 * @throws What `train` throws.
 */
export async function* trainModel(
  setup: Setup,
  { every, start }: { readonly every: number; readonly start?: readonly number[] | undefined },
): AsyncGenerator<Frame> {
  const data = dataOf(setup);
  const features = PRESET[setup.preset].isLine ? 1 : 2;
  const first = Array.from({ length: features + 1 }, (_, index) => start?.[index] ?? 0);
  const weights = tf.tidy(() => tf.variable(tf.tensor2d(first.slice(0, -1), [features, 1])));
  const intercept = tf.tidy(() => tf.variable(tf.tensor1d(first.slice(-1))));
  const inputs = tf.tensor2d(data.train.inputs.map((row) => [...row]));
  const targets = tf.tensor1d([...data.train.targets]);
  try {
    yield frameOf(setup.preset, data, 0, first);
    const progress = train({
      model: {
        variables: { weights, intercept },
        predict: (rows: tf.Tensor) =>
          tf.reshape(
            tf.add(tf.matMul(tf.reshape<tf.Rank.R2>(rows, [-1, features]), weights), intercept),
            [-1],
          ),
      },
      batches: new Array<{ inputs: tf.Tensor; targets: tf.Tensor }>(STEPS).fill({ inputs, targets }),
      loss: lossOf(setup.loss),
      optimizer: adam({ learningRate: setup.learningRate }),
      readEvery: every,
    });
    for await (const { step } of progress) {
      const parameters = [...(await weights.data()), ...(await intercept.data())];
      yield frameOf(setup.preset, data, step, parameters);
    }
  } finally {
    tf.dispose([weights, intercept, inputs, targets]);
  }
}

/** A loss and its slope, by the error of a line or by the logit towards the own label. */
export interface LossCurves {
  readonly errors: readonly number[];
  readonly values: readonly number[];
  readonly slopes: readonly number[];
}

export function lossCurves(text: string, preset: PresetName): LossCurves {
  const samples = 161;
  const width = PRESET[preset].isLine ? 6 : 4;
  const errors = Array.from({ length: samples }, (_, index) => (2 * width * index) / (samples - 1) - width);
  const loss = lossOf(text);
  return tf.tidy(() => {
    const target = PRESET[preset].isLine ? tf.zeros([samples]) : tf.ones([samples]);
    const each = (yPred: tf.Tensor) => loss(target, yPred, { reduction: 'none' });
    const points = tf.tensor1d(errors);
    const slopes = tf.grad(each)(points);
    return { errors, values: [...each(points).dataSync()], slopes: [...slopes.dataSync()] };
  });
}

/** The training loss over the two weights, or over slope and intercept of a line. */
export interface Landscape {
  readonly size: number;
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
  /** Row by row, from the lowest second parameter. */
  readonly values: readonly number[];
}

/** @param parameters - Where what is not drawn, the intercept of classes, is taken from. */
export function landscape(setup: Setup, parameters: readonly number[]): Landscape {
  const size = 32;
  const { isLine } = PRESET[setup.preset];
  const low = isLine ? ([-1, -2] as const) : ([-3, -3] as const);
  const high = isLine ? ([4, 5] as const) : ([7, 7] as const);
  const { train: rows } = dataOf(setup);
  const count = rows.targets.length;
  const at = (axis: 0 | 1, place: number) => low[axis] + ((high[axis] - low[axis]) * place) / (size - 1);
  const given: number[] = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const point = isLine ? [at(0, x), at(1, y)] : [at(0, x), at(1, y), parameters[2] ?? 0];
      given.push(...outputs(rows, point));
    }
  }
  const each = tf.tidy(() =>
    lossOf(setup.loss)(tf.tile(tf.tensor1d([...rows.targets]), [size * size]), tf.tensor1d(given), {
      reduction: 'none',
    }).dataSync(),
  );
  const values = Array.from({ length: size * size }, (_, place) => {
    let sum = 0;
    for (let row = 0; row < count; row++) sum += each[place * count + row] ?? 0;
    return sum / count;
  });
  return { size, low, high, values };
}

/** A seed's metric on the test part, or why it has none. */
export interface SeedResult {
  readonly seed: number;
  readonly metric: number | null;
  readonly reason: string;
}

/** Trains to the end on the data of a seed. */
export async function trainSeed(setup: Setup, seed: number): Promise<SeedResult> {
  try {
    let metric: number | null = null;
    for await (const frame of trainModel({ ...setup, seed, moved: [] }, { every: STEPS }))
      metric = frame.metric;
    return { seed, metric, reason: '' };
  } catch (error) {
    return { seed, metric: null, reason: error instanceof Error ? error.message : String(error) };
  }
}
