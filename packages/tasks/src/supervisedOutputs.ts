import { ArgumentRangeError, ArgumentTypeError, describeValue, rangeError } from '@losskit/errors';
import { type AnyBatch, batchLoss, outputLoss, type Tensors } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';

import type { TargetKind } from './kinds/TargetKind.ts';
import type { TargetShape } from './kinds/TargetShape.ts';
import type { TaskLink } from './Task.ts';

/** An output of the model that is trained against the targets, and how much its loss counts. */
export interface SupervisedOutput {
  readonly name: string;
  readonly weight: number;
}

/** Several outputs, the one that is judged first. */
export type SupervisedOutputs = readonly [SupervisedOutput, ...SupervisedOutput[]];

/** Reads `lossWeights`; undefined where the model has the one output that every model of its kind has. */
export function supervisedOutputs(
  where: string,
  lossWeights: Readonly<Record<string, number>> | undefined,
): SupervisedOutputs | undefined {
  if (lossWeights === undefined) return undefined;
  if (typeof lossWeights !== 'object' || lossWeights === null) {
    throw new ArgumentTypeError(
      `${where}: expected lossWeights as { output: weight, … }, got ${describeValue(lossWeights)}.`,
    );
  }
  const [first, ...others] = Object.entries(lossWeights).map(([name, weight]) => ({ name, weight }));
  if (!first) throw new ArgumentRangeError(`${where}: expected lossWeights of one output or more, got none.`);
  for (const { name, weight } of [first, ...others]) {
    if (!(weight > 0 && Number.isFinite(weight))) {
      throw rangeError(where, `the lossWeights of ${name} to be a finite number above 0`, weight);
    }
  }
  return [first, ...others];
}

function outputOf(outputs: Tensors, { name }: SupervisedOutput): tf.Tensor {
  const output = outputs instanceof tf.Tensor ? undefined : outputs[name];
  if (output) return output;
  const got = outputs instanceof tf.Tensor ? 'one without a name' : Object.keys(outputs).join(', ');
  throw new ArgumentRangeError(`task: expected a model with the output '${name}', got ${got}.`);
}

/** Whether a model gives all of them, each as the kind has it; those after the first may be on another grid. */
export function acceptsEach<Batch>(
  { accepts, grid }: Pick<TargetKind<Batch>, 'accepts' | 'grid'>,
  supervised: SupervisedOutputs,
  outputs: Tensors,
  rows: number,
  shape: TargetShape,
): boolean {
  return supervised.every(({ name }, place) => {
    const output = outputs instanceof tf.Tensor ? undefined : outputs[name];
    if (!output) return false;
    return accepts(output, rows, place > 0 && grid ? grid.of(output, shape) : shape);
  });
}

/** The outputs that a model must give, in words. */
export function describeEach(supervised: SupervisedOutputs, each: string, hasGrid: boolean): string {
  const names = supervised.map(({ name }) => name).join(', ');
  return `outputs named ${names}, each ${each}${hasGrid ? ', or on a coarser grid after the first' : ''}`;
}

/**
 * The link of one output, made that of several: each is trained against the targets, on its own grid, and the losses are added up with
 * their weights. Batches count as those of the first output do, which is the one that is judged.
 */
export function superviseEach<Batch>(
  { targets, loss, predictions }: TaskLink,
  supervised: SupervisedOutputs,
  { grid }: Pick<TargetKind<Batch>, 'grid'>,
): TaskLink {
  const [first, ...others] = supervised;
  const ofOne = typeof loss === 'function' ? outputLoss(loss, undefined) : loss;
  const meanOf = (one: SupervisedOutput, outputs: Tensors, batch: AnyBatch) => {
    const output = outputOf(outputs, one);
    const given = batch.targets;
    const onGrid = grid && given instanceof tf.Tensor ? grid.resize(given, output) : given;
    const { value, weight } = ofOne.meanOf(output, { ...batch, targets: onGrid });
    return { value: tf.mul<tf.Scalar>(value, one.weight), weight };
  };
  return {
    targets,
    loss: batchLoss(
      (outputs: Tensors, batch: AnyBatch) => {
        const { value, weight } = meanOf(first, outputs, batch);
        const total = others.reduce((sum, one) => tf.add(sum, meanOf(one, outputs, batch).value), value);
        return { sum: tf.mul(total, weight), weight };
      },
      { ...ofOne.facts, name: ofOne.name },
    ),
    judged: (outputs) => outputOf(outputs, first),
    predictions: (outputs) => predictions(outputOf(outputs, first)),
  };
}
