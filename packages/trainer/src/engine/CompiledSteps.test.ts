import { hasFusedMultiplyAdd } from '@losskit/compiler';
import * as tf from '@tensorflow/tfjs';
import { beforeEach, describe, expect, test, vi } from 'vitest';

import { weightedSquares } from '../../fixtures/elementLoss.ts';
import { inFreshScope } from '../../fixtures/inFreshScope.ts';
import { lineBatch, lineModel, meanSquaredError, repeated, runToEnd } from '../../fixtures/line.ts';
import { keptSource, noisyNetwork, seededSource } from '../../fixtures/seededTask.ts';
import { skipWhereEager } from '../../fixtures/skipWhereEager.ts';
import {
  type Batch,
  type CompilePolicy,
  type PredictContext,
  type Progress,
  type TrainingState,
  type TrainOptions,
  train,
  weightsDigest,
} from '../index.ts';
import { adam, sgd } from '../optimizers.ts';
import { oneCycle } from '../schedules.ts';

beforeEach(skipWhereEager);

inFreshScope();

const STEPS = 40;

function options(
  given: Partial<TrainOptions> = {},
): TrainOptions & { model: ReturnType<typeof noisyNetwork> } {
  return {
    batches: keptSource(),
    loss: weightedSquares,
    optimizer: adam({ learningRate: 0.02 }),
    steps: STEPS,
    compile: 'require',
    ...given,
    model: noisyNetwork(),
  };
}

/** All that a run tells, and the digest of the weights at its end. */
async function finish(given: ReturnType<typeof options>) {
  const all = await runToEnd(train(given));
  const { variables, nonTrainableVariables } = given.model;
  return { all, last: all.at(-1), digest: await weightsDigest({ ...variables, ...nonTrainableVariables }) };
}

let plainRun: ReturnType<typeof finish> | undefined;
/** What these options give without any others. */
function finishedPlain(): ReturnType<typeof finish> {
  plainRun ??= finish(options());
  return plainRun;
}

function columnOf(all: readonly Progress[], name: string) {
  return all.at(-1)?.history.column(name) ?? [];
}

async function lastState(given: ReturnType<typeof options>): Promise<TrainingState> {
  let state: TrainingState | undefined;
  for await (const progress of train(given)) state = await progress.state();
  if (!state) throw new Error('no progress');
  return structuredClone(state);
}

describe('fused multiply-add', () => {
  test.skipIf(!hasFusedMultiplyAdd())(
    'gives other bits, the same each time, near those of two roundings',
    async () => {
      const one = await finish(options({ fusedMultiplyAdd: true }));
      const again = await finish(options({ fusedMultiplyAdd: true }));
      const plain = await finishedPlain();
      expect(again.digest).toBe(one.digest);
      expect(one.digest).not.toBe(plain.digest);
      expect(one.last?.loss).toBeCloseTo(plain.last?.loss ?? Number.NaN, 4);
    },
  );

  test('is part of what a state belongs to', async () => {
    const state = await lastState(options({ steps: 4, compile: 'off', fusedMultiplyAdd: true }));
    const again = options({ resume: state });
    await expect(runToEnd(train(again))).rejects.toThrow(
      'expected fusedMultiplyAdd to be true, as in the state to resume, got false',
    );
  });

  test.skipIf(hasFusedMultiplyAdd())('is refused by an engine without it, with what to do', async () => {
    const given = options({ fusedMultiplyAdd: true });
    await expect(runToEnd(train(given))).rejects.toThrow(
      'Node 20 has it with --experimental-wasm-relaxed-simd',
    );
  });
});

describe('compiled steps', () => {
  test('give the losses, norms and weights of eager ones', async () => {
    const given = { norms: true, validation: { batches: seededSource(), everySteps: 9 } };
    const compiled = await finish(options(given));
    const eager = await finish(options({ ...given, compile: 'off' }));
    expect(new Set(compiled.all.map(({ engine }) => engine))).toEqual(new Set(['compiled']));
    expect(new Set(eager.all.map(({ engine }) => engine))).toEqual(new Set(['eager']));
    expect(compiled.all.map(({ step }) => step)).toEqual(eager.all.map(({ step }) => step));
    for (const name of compiled.last?.history.columns ?? []) {
      const [a, b] = [columnOf(compiled.all, name), columnOf(eager.all, name)];
      expect(
        a.map((value) => value === undefined),
        name,
      ).toEqual(b.map((value) => value === undefined));
      a.forEach((value, row) => {
        if (value !== undefined) expect(value / (b[row] ?? 0), `${name} in row ${row}`).toBeCloseTo(1, 4);
      });
    }
  });

  test('give the same bits however they are fed, read and cut into chunks', async () => {
    const { digest } = await finishedPlain();
    const others: Partial<TrainOptions>[] = [
      { batches: seededSource() },
      { readEvery: 1 },
      { readEvery: 7, checkpointEvery: 5 },
      { readEvery: 1000 },
      {
        validation: { batches: seededSource(), everySteps: 3 },
        earlyStopping: { patience: 99, restoreBest: false },
      },
    ];
    for (const given of others) expect((await finish(options(given))).digest).toBe(digest);
  });

  test('leave no tensors behind', async () => {
    const given = options({
      validation: { batches: seededSource() },
      earlyStopping: { patience: 9 },
      norms: true,
    });
    const { numTensors } = tf.memory();
    for await (const { state } of train(given)) await state();
    for await (const _ of train({ ...given, readEvery: 3 })) break;
    expect(tf.memory().numTensors).toBe(numTensors);
  });

  test('take up what is assigned to a variable between them', async () => {
    const run = async (compile: CompilePolicy, at: number) => {
      const given = options({ compile });
      const { first } = given.model.variables;
      for await (const { step } of train(given)) if (step === at) first.assign(tf.zerosLike(first));
      return [...first.dataSync()];
    };
    const compiled = await run('require', 20);
    expect(compiled).toBeAllClose(await run('off', 20), { rtol: 1e-4, atol: 1e-5 });
    expect(compiled).not.toBeAllClose(await run('require', 0), { rtol: 0.01 });
  });

  test('let timers and signals have their turn', async () => {
    const controller = new AbortController();
    const given = options({ steps: 10_000_000, readEvery: 10_000_000, signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    const { last } = await finish(given);
    expect(last?.stopReason).toBe('aborted');
  });

  test('leave what somebody has of a variable as it was', async () => {
    const given = options({ readEvery: 5 });
    const { first } = given.model.variables;
    const seen: { shared: tf.Tensor; own: tf.TypedArray; numbers: number[] }[] = [];
    for await (const _ of train(given)) {
      const own = first.dataSync();
      seen.push({ shared: tf.reshape(first, [first.size]), own, numbers: [...own] });
    }
    expect(new Set(seen.map(({ numbers }) => `${numbers}`)).size).toBe(seen.length);
    for (const { shared, own, numbers } of seen) {
      expect([...shared.dataSync()]).toEqual(numbers);
      expect([...own]).toEqual(numbers);
    }
  });

  test('are told apart by the shapes of their batches', async () => {
    const ragged: Batch[] = [4, 4, 2, 4, 3, 4].map((rows) => ({
      inputs: tf.ones([rows]),
      targets: tf.range(0, rows),
    }));
    const run = async (compile: CompilePolicy) => {
      const model = lineModel();
      const optimizer = sgd({ learningRate: 0.05 });
      const all = await runToEnd(
        train({ model, batches: ragged, loss: meanSquaredError, optimizer, compile, readEvery: 1 }),
      );
      return all.map(({ loss }) => loss);
    };
    expect(await run('require')).toBeAllClose(await run('off'), { rtol: 1e-5 });
  });
});

describe('learning rate and momentum of each step', () => {
  const scheduled = (given: Partial<TrainOptions>) => {
    const { learningRate, momentum } = oneCycle({ maxLearningRate: 0.05, totalSteps: STEPS });
    return options({ optimizer: adam({ learningRate, beta1: momentum }), ...given });
  };

  test('are those of its number, however many steps are taken at once', async () => {
    const runs = [{ readEvery: 1 }, { readEvery: 7 }, { readEvery: 1000 }, { batches: seededSource() }];
    const ends = await Promise.all(runs.map((given) => finish(scheduled(given))));
    expect(new Set(ends.map(({ digest }) => digest)).size).toBe(1);
    const eager = await finish(scheduled({ compile: 'off', readEvery: 1000 }));
    expect(ends[2]?.last?.loss).toBeCloseTo(eager.last?.loss ?? Number.NaN, 4);
    expect(ends[2]?.last?.learningRate).toBe(eager.last?.learningRate);
  });

  test('are the same when steps are taken again', async () => {
    const spoiled = () => keptSource(({ inputs }) => void inputs.values.set([Number.NaN], 3 * 17));
    const runs = [1, 6, 1000].map((readEvery) =>
      finish(scheduled({ batches: spoiled(), nonFinite: 'skip', readEvery })),
    );
    const ends = await Promise.all(runs);
    expect(new Set(ends.map(({ digest }) => digest)).size).toBe(1);
    expect(ends[0]?.last?.skipped).toBeGreaterThan(3);
  });
});

describe('a run whose compiled step meets a number that is not finite', () => {
  const spoiled = () => keptSource(({ inputs }) => void inputs.values.set([Number.NaN], 3 * 17));

  test.each([1, 4, 30])('finds it at the step of an eager one, reading every %i', async (readEvery) => {
    const errorOf = async (compile: CompilePolicy) => {
      const given = options({ batches: spoiled(), readEvery, compile });
      const error = await finish(given).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'loss-not-finite' });
      return {
        given,
        message: error instanceof Error ? error.message.replace(/after a loss of .*?:/, '') : '',
      };
    };
    const compiled = await errorOf('require');
    expect(compiled.message).toBe((await errorOf('off')).message);
    const bad = Number(/at step (\d+)/.exec(compiled.message)?.[1]);
    const { digest } = await finish(options({ steps: bad - 1, batches: spoiled() }));
    const { variables, nonTrainableVariables } = compiled.given.model;
    expect(await weightsDigest({ ...variables, ...nonTrainableVariables })).toBe(digest);
  });

  test("passes over it with 'skip', to the same bits however seldom the loss is read", async () => {
    const ends = [];
    for (const readEvery of [1, 4, 40]) {
      const { last, digest } = await finish(options({ batches: spoiled(), nonFinite: 'skip', readEvery }));
      expect(last).toMatchObject({ step: STEPS, engine: 'compiled' });
      expect(last?.skipped).toBeGreaterThan(3);
      ends.push([digest, last?.skipped]);
    }
    expect(new Set(ends.map((end) => end.join())).size).toBe(1);
  });

  test("ends before it with 'stop'", async () => {
    const { last } = await finish(options({ batches: spoiled(), nonFinite: 'stop' }));
    expect(last).toMatchObject({ stopReason: 'not finite', engine: 'compiled' });
    expect(last?.losses.every(Number.isFinite)).toBe(true);
  });
});

describe('what cannot be compiled', () => {
  const line = (given: Partial<TrainOptions>) => ({
    model: lineModel(),
    batches: repeated(lineBatch(), 12),
    loss: meanSquaredError,
    optimizer: sgd({ learningRate: 0.05 }),
    ...given,
  });
  /** A line whose predictions are changed. */
  const changed = (change: (outputs: tf.Tensor, context: PredictContext) => tf.Tensor) => {
    const model = lineModel();
    const predict: typeof model.predict = (x, context) => change(model.predict(x, context), context);
    return { model: { ...model, predict } };
  };
  const cases: [string, () => Partial<TrainOptions>, RegExp][] = [
    [
      'a model that reads a tensor',
      () => changed((outputs) => tf.mul(outputs, outputs.dataSync()[0] ?? 1)),
      /a tensor is read back at .*CompiledSteps\.test\.ts/,
    ],
    [
      'a model that asks for the step',
      () => changed((outputs, { step = 0 }) => tf.mul(outputs, step + 1)),
      /predict asks for the number of the step/,
    ],
    [
      'a loss with random numbers of its own',
      () => {
        let calls = 0;
        return { loss: (yTrue, yPred) => tf.mul(meanSquaredError(yTrue, yPred), ++calls) };
      },
      /a constant of Multiply changes from step to step/,
    ],
    [
      'a loss whose shapes change',
      () => {
        let calls = 0;
        return { loss: (yTrue, yPred) => tf.mean(tf.tile(tf.square(tf.sub(yPred, yTrue)), [++calls])) };
      },
      /an option of Tile changes from step to step/,
    ],
  ];

  test.each(cases)('runs kernel by kernel, and says why, once: %s', async (_, given, reason) => {
    const all = await runToEnd(train(line(given())));
    expect(all.map(({ engine }) => engine)).toEqual(['eager', 'eager']);
    expect(all.map(({ eagerReason }) => eagerReason)).toEqual([expect.stringMatching(reason), undefined]);
    const error = await runToEnd(train(line({ ...given(), compile: 'require' }))).catch(
      (caught: unknown) => caught,
    );
    expect(error).toMatchObject({
      code: 'step-not-compiled',
      location: { step: 1 },
      message: expect.stringMatching(reason),
    });
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /^train: expected a step that can be compiled, as compile: 'require' says, but /,
      ),
    });
  });

  test('parameters that no program has room for', async () => {
    // As huge as it says, but without the numbers.
    const huge = Object.defineProperty(tf.variable(tf.scalar(0)), 'shape', { value: [2 ** 29] });
    const model = { ...lineModel(), variables: { huge } };
    await expect(runToEnd(train(line({ model, compile: 'require' })))).rejects.toThrow(
      "train: expected a step that can be compiled, as compile: 'require' says, but the step needs 2049 MiB, more than the 2048 MiB that a program can have.",
    );
  });

  test('a fault of the compiler, which does not look like a limit', async () => {
    const broken = vi.spyOn(WebAssembly, 'Module').mockImplementation(function fail() {
      throw new TypeError('a fault');
    });
    try {
      const loss = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mul(meanSquaredError(yTrue, yPred), 0.7);
      const [first] = await runToEnd(train(line({ loss })));
      expect(first?.engine).toBe('eager');
      expect(first?.eagerReason).toBe('compiling it failed, please report it: TypeError: a fault');
      await expect(runToEnd(train(line({ loss, compile: 'require' })))).rejects.toThrow('a fault');
    } finally {
      broken.mockRestore();
    }
  });

  test('an operation that is not known', async () => {
    const kernelName = 'Unheard';
    tf.registerKernel({
      kernelName,
      backendName: tf.getBackend(),
      kernelFunc: ({ inputs }) => tf.square(inputs.x as tf.Tensor),
    });
    const unheard = tf.customGrad((x) => {
      const value = tf.engine().runKernel<tf.Tensor>(kernelName, { x: x as tf.Tensor });
      return { value, gradFunc: (dy) => tf.mul(dy, 2) };
    });
    const loss = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.mean(unheard(tf.sub(yPred, yTrue)));
    const all = await runToEnd(train(line({ loss })));
    expect(all[0]?.eagerReason).toMatch(/Unheard/);
    tf.unregisterKernel(kernelName, tf.getBackend());
  });

  test('batches of ever other shapes go on kernel by kernel, from a state as well', async () => {
    const batches = Array.from({ length: 12 }, (_unused, index) => ({
      inputs: tf.range(0, index + 2),
      targets: tf.ones([index + 2]),
    }));
    const make = (given: Partial<TrainOptions> = {}) => ({
      ...line({ batches, readEvery: 2, ...given }),
      model: lineModel(),
    });
    const whole = await runToEnd(train(make()));
    expect(whole.map(({ engine }) => engine)).toEqual([
      'compiled',
      'compiled',
      'eager',
      'eager',
      'eager',
      'eager',
    ]);
    expect(whole.find(({ eagerReason }) => eagerReason)?.eagerReason).toMatch(
      /batches of more than 4 shapes, such as inputs .*\[6\]/,
    );
    expect(whole.flatMap(({ losses }) => losses)).toHaveLength(12);
    for (const steps of [2, 3, 7]) {
      let state: TrainingState | undefined;
      for await (const progress of train(make({ steps }))) state = structuredClone(await progress.state());
      const rest = await runToEnd(train(make({ resume: state })));
      expect(rest.at(-1)?.history.rows).toEqual(whole.at(-1)?.history.rows);
      expect(rest.flatMap(({ warnings }) => warnings)).toEqual([]);
    }
  });
});

describe('a state of one engine', () => {
  test.each([
    ['off', 'require', 'eager', 'compiled'],
    ['require', 'off', 'compiled', 'eager'],
  ] as const)('goes on with the other, which is said: %s, then %s', async (before, after, old, now) => {
    const resume = await lastState(options({ compile: before, steps: 17 }));
    const { last, all } = await finish(options({ compile: after, resume }));
    expect(all[0]?.warnings).toMatchObject([
      {
        code: 'engine-changed',
        message: expect.stringMatching(`expected steps that are ${old}, .* got ${now} ones`),
      },
    ]);
    expect(all.slice(1).flatMap(({ warnings }) => warnings)).toEqual([]);
    const whole = after === 'require' ? await finishedPlain() : await finish(options({ compile: after }));
    expect(last?.loss).toBeCloseTo(whole.last?.loss ?? 0, 4);
  });
});
