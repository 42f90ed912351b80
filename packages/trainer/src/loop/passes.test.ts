import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { inFreshScope } from '../../fixtures/inFreshScope.ts';

import { lineBatch, lineModel, meanSquaredError, repeated, runToEnd } from '../../fixtures/line.ts';
import {
  dryRun,
  findLearningRate,
  type Progress,
  prefetch,
  type TrainingState,
  train,
  weightsDigest,
} from '../index.ts';
import { adam } from '../optimizers.ts';

inFreshScope();

const common = () => ({
  model: lineModel(),
  loss: meanSquaredError,
  optimizer: adam({ learningRate: 0.1 }),
  readEvery: 4,
});

/** Seven rows in a new order each pass, in three batches; of unknown size where filtered. */
function dataset({ isKnown = true, rows = 7 } = {}): tf.data.Dataset<tf.TensorContainer> {
  const xs = Array.from({ length: rows }, (_, row) => row / 7);
  const pairs = tf.data.zip({ xs: tf.data.array(xs), ys: tf.data.array(xs.map((x) => 2 * x + 1)) });
  const shuffled = pairs.shuffle(rows, 'a seed');
  return (isKnown ? shuffled : shuffled.filter(() => true)).batch(3);
}

/** What ended a run, and where. */
async function ending(options: object) {
  const all = await runToEnd(train({ ...common(), batches: dataset(), ...options }));
  const { step, epoch, stopReason } = all.at(-1) ?? {};
  return { step, epoch, stopReason };
}

describe.each([true, false])('a data set, of known size: %s', (isKnown) => {
  const given = () => ({ batches: dataset({ isKnown }) });

  test('is gone through once by default', async () => {
    expect(await ending(given())).toEqual({ step: 3, epoch: 1, stopReason: 'batches ended' });
  });

  test('is gone through as often as epochs say', async () => {
    expect(await ending({ ...given(), epochs: 4 })).toEqual({ step: 12, epoch: 4, stopReason: 'epochs' });
  });

  test('goes round until the steps are done', async () => {
    expect(await ending({ ...given(), steps: 8 })).toMatchObject({ step: 8, stopReason: 'steps' });
    expect(await ending({ ...given(), steps: 8, epochs: 2 })).toMatchObject({
      step: 6,
      stopReason: 'epochs',
    });
  });

  test('goes round until the time is over', async () => {
    let now = 0;
    const clock = () => now++;
    expect(await ending({ ...given(), milliseconds: 9, clock })).toMatchObject({
      stopReason: 'time',
      step: 8,
    });
  });

  test('is validated on after each pass, or each second one', async () => {
    const validated = async (everyEpochs?: number) => {
      const validation = { batches: dataset({ isKnown, rows: 4 }), ...(everyEpochs && { everyEpochs }) };
      const all = await runToEnd(train({ ...common(), ...given(), epochs: 5, validation }));
      return all.filter((progress) => progress.validation).map(({ step }) => step);
    };
    expect(await validated()).toEqual([3, 6, 9, 12, 15]);
    expect(await validated(2)).toEqual([6, 12, 15]);
  });

  test('leaves no tensor behind, whatever ends the run', async () => {
    const before = () => tf.memory().numTensors;
    for (const budget of [{ epochs: 2 }, { steps: 4 }, {}]) {
      const options = { ...common(), ...given(), ...budget, validation: given() };
      const tensors = before();
      await runToEnd(train(options));
      expect(before()).toBe(tensors);
    }
  });

  test.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'a run cut at step %i resumes to the bits and the history of the whole',
    async (cut) => {
      const run = async (more: object) => {
        const options = {
          ...common(),
          ...given(),
          validation: { batches: [lineBatch()] },
          earlyStopping: { patience: 5 },
          ...more,
        };
        let last: Progress | undefined;
        let state: TrainingState | undefined;
        for await (const progress of train(options)) {
          last = progress;
          state = await progress.state();
        }
        return { csv: last?.history.toCsv(), state, digest: await weightsDigest(options.model.variables) };
      };
      const whole = await run({ epochs: 3 });
      const { state: resume } = await run({ epochs: 3, steps: cut });
      const resumed = await run({ epochs: 3, resume });
      expect(resumed.digest).toBe(whole.digest);
      expect(resumed.csv).toBe(whole.csv);
    },
  );

  test('ahead of time it is the same', async () => {
    const plain = await runToEnd(train({ ...common(), ...given(), epochs: 3 }));
    const ahead = await runToEnd(train({ ...common(), batches: prefetch(dataset({ isKnown })), epochs: 3 }));
    expect(ahead.map(({ losses }) => losses)).toEqual(plain.map(({ losses }) => losses));
  });

  test('a dry run and a range test take it', async () => {
    expect((await dryRun({ ...common(), ...given(), validation: given() })).shapes.inputs).toBe(
      'float32 [3]',
    );
    const { table } = await findLearningRate({ ...common(), ...given(), steps: 10 });
    expect(table).toHaveLength(10);
  });
});

describe('an epoch ends with its pass', () => {
  test('more epochs go on where fewer ended', async () => {
    const run = async (more: object) => {
      const options = {
        ...common(),
        batches: dataset({ isKnown: false }),
        validation: { batches: [lineBatch()] },
        ...more,
      };
      let state: TrainingState | undefined;
      for await (const progress of train(options)) state = await progress.state();
      return { state, digest: await weightsDigest(options.model.variables) };
    };
    const { digest } = await run({ epochs: 4 });
    const { state: resume } = await run({ epochs: 2 });
    expect((await run({ epochs: 4, resume })).digest).toBe(digest);
  });

  test('of any iterable that can be gone through again', async () => {
    for (const batches of [repeated(lineBatch(), 2), new Set([lineBatch(), lineBatch()])]) {
      expect(await ending({ batches, epochs: 3 })).toEqual({ step: 6, epoch: 3, stopReason: 'epochs' });
    }
    async function* two() {
      yield* repeated(lineBatch(), 2);
    }
    const again = { [Symbol.asyncIterator]: two };
    expect(await ending({ batches: again, epochs: 3 })).toEqual({ step: 6, epoch: 3, stopReason: 'epochs' });
  });

  test('without epochs a list is gone through once, whatever the steps', async () => {
    expect(await ending({ batches: repeated(lineBatch(), 2), steps: 9 })).toEqual({
      step: 2,
      epoch: undefined,
      stopReason: 'batches ended',
    });
  });

  test('an iterator that is used up says so', async () => {
    function* once() {
      yield* repeated(lineBatch(), 2);
    }
    await expect(ending({ batches: once(), epochs: 2 })).rejects.toThrow(
      'train: expected batches to give a batch in pass 2 too, got none; an iterator can be used only once, so give what makes a new one',
    );
  });

  test('passes may differ in size where it is unknown', async () => {
    let pass = 0;
    const batches = {
      *[Symbol.iterator]() {
        pass += 1;
        yield* repeated(lineBatch(), pass);
      },
    };
    const validation = { batches: [lineBatch()] };
    const all = await runToEnd(train({ ...common(), batches, epochs: 3, validation }));
    expect(all.filter((progress) => progress.validation).map(({ step, epoch }) => [step, epoch])).toEqual([
      [1, 1],
      [3, 2],
      [6, 3],
    ]);
  });
});

describe('what has no batches, or no end', () => {
  const endless = () => dataset().repeat();

  test.each<[string, () => object, string]>([
    ['an empty list', () => ({ batches: [] }), 'train: expected batches to give a batch, got none'],
    [
      'no batch of a source',
      () => ({ batches: { from: () => [] } }),
      'train: expected batches to give a batch, got none',
    ],
    [
      'no batch of a function',
      () => ({ batches: () => [] }),
      'train: expected batches to give a batch, got none',
    ],
    [
      'an empty data set',
      () => ({ batches: dataset({ isKnown: false }).filter(() => false) }),
      'train: expected batches to give a batch, got none',
    ],
    [
      'a batch without rows',
      () => ({ batches: [{ inputs: tf.zeros([0]), targets: tf.zeros([0]) }] }),
      'train: expected a batch with rows, got inputs of shape [0].',
    ],
    [
      'an endless data set without a budget',
      () => ({ batches: endless() }),
      'train: expected steps or milliseconds to end a data set without an end, got neither.',
    ],
    [
      'epochs of an endless data set',
      () => ({ batches: endless(), epochs: 2, steps: 3 }),
      'train: expected steps or milliseconds to end a data set without an end, got epochs 2.',
    ],
    [
      'validation on an endless data set',
      () => ({ validation: { batches: endless() } }),
      'train: expected validation.batches with an end, got a data set without one.',
    ],
    [
      'a size that is not that of a pass',
      () => ({ batches: { stepsPerEpoch: 3, passes: () => [repeated(lineBatch(), 2)] } }),
      'train: expected 3 batches in pass 1, as its size says, got 2.',
    ],
  ])('%s is refused', async (_what, options, message) => {
    await expect(ending(options())).rejects.toThrow(message);
  });

  test('an endless data set ends with its steps', async () => {
    expect(await ending({ batches: endless(), steps: 7 })).toMatchObject({ step: 7, stopReason: 'steps' });
  });

  test('a run that is done has no more batches, and no error', async () => {
    const batches = repeated(lineBatch(), 3);
    let resume: TrainingState | undefined;
    for await (const progress of train({ ...common(), batches })) resume = await progress.state();
    expect(await runToEnd(train({ ...common(), batches, resume }))).toEqual([]);
  });
});
