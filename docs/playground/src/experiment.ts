import { trainingOf } from '@losskit/tasks';
import { train } from '@losskit/trainer';
import { adam, sgd } from '@losskit/trainer/optimizers';
import * as tf from '@tensorflow/tfjs-core';

import { lossOf } from './losses.ts';
import { type Data, type Points, PRESET, type PresetName, STEPS } from './presets.ts';
import type { State } from './state.ts';

const OPTIMIZERS = { adam, sgd };
/** As a comparison trains linear models: the learning rate falls, so that losses with kinks come to rest as well. */
export const { schedule } = trainingOf('playground', { linear: true }, []);

/** What one loss is trained with. */
export interface Setup extends Omit<State, 'losses'> {
  readonly loss: string;
  readonly learningRate: number;
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

/** The data of a setup, with the points where people have put them. */
export function dataOf({
  preset,
  seed,
  trouble,
  moved,
}: Pick<State, 'preset' | 'seed' | 'trouble' | 'moved'>): Data {
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
export function outputs({ inputs }: Points, parameters: readonly number[]): number[] {
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
      optimizer: OPTIMIZERS[setup.optimizer]({ learningRate: schedule(setup.learningRate, STEPS) }),
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

/** A seed's metric on the test part and the parameters, or why it has none. */
export interface SeedResult {
  readonly seed: number;
  readonly metric: number | null;
  readonly parameters: readonly number[];
  readonly reason: string;
}

/** Trains to the end on the data of a seed. */
export async function trainSeed(setup: Setup, seed: number): Promise<SeedResult> {
  try {
    let result: SeedResult = { seed, metric: null, parameters: [], reason: '' };
    for await (const { metric, parameters } of trainModel({ ...setup, seed, moved: [] }, { every: STEPS }))
      result = { ...result, metric, parameters };
    return result;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { seed, metric: null, parameters: [], reason };
  }
}
