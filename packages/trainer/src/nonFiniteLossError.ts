import { LosskitError } from '@losskit/errors';
import type * as tf from '@tensorflow/tfjs-core';

import type { Model } from './Model.ts';
import type { Batch } from './trainingStep.ts';

/** What is known about a loss that is not a number or infinite. */
export interface NonFiniteLoss {
  /** The step, counted from 1. */
  readonly step: number;
  readonly value: number;
  readonly lastFiniteLoss: number | undefined;
  readonly learningRate: number;
  readonly batch: Batch;
  readonly model: Model;
}

async function firstNonFinite(tensor: tf.Tensor): Promise<{ index: number; value: number } | undefined> {
  const values = await tensor.data();
  const index = values.findIndex((value) => !Number.isFinite(value));
  return index < 0 ? undefined : { index, value: values[index] ?? Number.NaN };
}

/** Says where a non-finite number of a batch stands, or undefined when all are finite. */
async function faultOfBatch(batch: Batch): Promise<string | undefined> {
  for (const part of ['inputs', 'targets'] as const) {
    const tensor = batch[part];
    const found = await firstNonFinite(tensor);
    if (found) {
      const rowSize = Math.max(tensor.size / (tensor.shape[0] ?? 1), 1);
      const row = Math.floor(found.index / rowSize);
      return `row ${row} of the batch's ${part} holds ${found.value}; clean the data`;
    }
  }
  return undefined;
}

async function faultOfVariables({ variables }: Model): Promise<string | undefined> {
  for (const [name, variable] of Object.entries(variables)) {
    if (await firstNonFinite(variable)) return `the variable '${name}' is no longer finite`;
  }
  return undefined;
}

/** Finds out why a loss is not finite, as far as the batch, the variables and the last loss tell. */
export async function nonFiniteLossError(fault: NonFiniteLoss): Promise<LosskitError> {
  const { step, value, lastFiniteLoss, learningRate, batch, model } = fault;
  const fromData = await faultOfBatch(batch);
  const history =
    lastFiniteLoss === undefined ? 'at the first step' : `after a loss of ${lastFiniteLoss.toPrecision(4)}`;
  const cause =
    fromData ??
    `${(await faultOfVariables(model)) ?? 'batch and variables are finite, so the loss itself overflowed'}; ` +
      `lower the learning rate (now ${learningRate}), or use a loss that is stable there`;
  return new LosskitError(
    'loss-not-finite',
    `train: expected a finite loss, got ${value} at step ${step}, ${history}: ${cause}.`,
    { step },
  );
}
