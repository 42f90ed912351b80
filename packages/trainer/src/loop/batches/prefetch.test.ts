import { normalTensor, randomStream } from '@losskit/random';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { inFreshScope } from '../../../fixtures/inFreshScope.ts';

import {
  type Batch,
  type Batches,
  type Progress,
  prefetch,
  type TrainingState,
  train,
  weightsDigest,
} from '../../index.ts';
import { adam } from '../../optimizers.ts';

inFreshScope();

const meanSquaredError = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(tf.square(tf.sub(yPred, yTrue)));

function lineModel() {
  const slope = tf.variable(tf.scalar(0));
  return { variables: { slope }, predict: (x: tf.Tensor) => tf.mul(x, slope) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Batches by step that dispose each when the next is asked for, and note what happens. */
function noted(events: string[], steps = Number.POSITIVE_INFINITY) {
  return async function* (first: number): AsyncGenerator<Batch, void> {
    try {
      for (let step = first; step < steps; step++) {
        await turn();
        const inputs = normalTensor(randomStream(3, 'inputs', step), [4], 0, 1);
        const targets = tf.mul(inputs, 2);
        events.push(`made ${step}`);
        try {
          yield { inputs, targets };
        } finally {
          tf.dispose([inputs, targets]);
        }
      }
    } finally {
      events.push('closed');
    }
  };
}

async function run(batches: Batches, options: { steps?: number } = {}) {
  const model = lineModel();
  const all: Progress[] = [];
  let state: TrainingState | undefined;
  const optimizer = adam({ learningRate: 0.1 });
  for await (const progress of train({
    model,
    batches,
    loss: meanSquaredError,
    optimizer,
    readEvery: 1,
    ...options,
  })) {
    all.push(progress);
    if (progress.stopReason) state = await progress.state();
  }
  return {
    losses: all.flatMap(({ losses }) => losses),
    digest: await weightsDigest(model.variables),
    model,
    state,
  };
}

test.each([1, 2, 5, 50])('with %i batches ahead the bits are those without', async (count) => {
  const plain = await run(noted([], 20));
  const ahead = await run(prefetch(noted([], 20), count));
  expect(ahead.losses).toEqual(plain.losses);
  expect(ahead.losses).toHaveLength(20);
  expect(ahead.digest).toBe(plain.digest);
});

test('a resumed run goes on with the batch of its step', async () => {
  const whole = await run(prefetch(noted([])), { steps: 20 });
  const half = await run(prefetch(noted([])), { steps: 11 });
  const resume = half.state;
  const optimizer = adam({ learningRate: 0.1 });
  const events: string[] = [];
  const options = { model: half.model, loss: meanSquaredError, optimizer, readEvery: 1 };
  for await (const _ of train({ ...options, batches: prefetch(noted(events)), steps: 20, resume }));
  expect(events[0]).toBe('made 11');
  expect(await weightsDigest(half.model.variables)).toBe(whole.digest);
});

test('the next batches are made while one is in use, and no more than asked for', async () => {
  const events: string[] = [];
  const batches = prefetch(noted(events), 3).from(0);
  let used = 0;
  for await (const _ of batches) {
    events.push(`used ${used}`);
    for (let wait = 0; wait < 20; wait++) await turn();
    const made = events.filter((event) => event.startsWith('made')).length;
    expect(made).toBe(used + 1 + 3);
    used += 1;
    if (used === 4) break;
  }
});

describe('nothing is left', () => {
  const tensors = async (body: () => Promise<unknown>) => {
    const before = tf.memory().numTensors;
    await body();
    return tf.memory().numTensors - before;
  };

  test('when the batches end', async () => {
    const events: string[] = [];
    const leaked = await tensors(async () => {
      for await (const _ of prefetch(noted(events, 6)).from(0));
    });
    expect(leaked).toBe(0);
    expect(events.at(-1)).toBe('closed');
  });

  test.each([1, 4])('when the loop is left at batch %i', async (last) => {
    const events: string[] = [];
    const leaked = await tensors(async () => {
      let used = 0;
      for await (const _ of prefetch(noted(events), 3).from(0)) {
        used += 1;
        if (used === last) break;
      }
    });
    expect(leaked).toBe(0);
    expect(events.at(-1)).toBe('closed');
  });

  test('when the batches throw, which shows at their step and not before', async () => {
    async function* failing() {
      for await (const batch of noted([], 3)(0)) yield batch;
      throw new Error('row 12 is no number');
    }
    let used = 0;
    const leaked = await tensors(async () => {
      await expect(async () => {
        for await (const _ of prefetch(failing, 5).from(0)) used += 1;
      }).rejects.toThrow('row 12 is no number');
    });
    expect(used).toBe(3);
    expect(leaked).toBe(0);
  });

  test('when the step throws', async () => {
    const leaked = await tensors(async () => {
      await expect(async () => {
        for await (const _ of prefetch(noted([]), 3).from(0)) throw new Error('out of memory');
      }).rejects.toThrow('out of memory');
    });
    expect(leaked).toBe(0);
  });
});

test.each([0, 1.5, Number.NaN])('a count of %s is refused', (count) => {
  expect(() => prefetch([], count)).toThrow(`prefetch: expected count to be an integer >= 1, got ${count}.`);
});
