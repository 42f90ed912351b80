import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeFileSystem } from '@losskit/files';
import { type LinearTaskOptions, linearTask } from '@losskit/tasks/built-in';
import { faultFileSystem } from '@losskit/testing';
import { type CheckpointFolder, openCheckpointFolder } from '@losskit/trainer/checkpoints';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { trialOf } from '../../fixtures/trialOf.ts';
import type { RunRecord } from '../RunRecord.ts';
import type { Checkpointing } from './checkpointedRun.ts';
import type { RunHooks } from './OpenTrial.ts';
import { runTrial } from './runTrial.ts';
import type { TrialRequest } from './TrialRequest.ts';

const wanted = { loss: 'huber', epochs: 13 };

async function plainRun(hooks: RunHooks = {}): Promise<RunRecord> {
  const { trial, request } = await trialOf(linearTask(), wanted);
  return runTrial(trial, request, hooks);
}

/** What every run below is to end as. */
let whole: RunRecord;
beforeAll(async () => {
  whole = await plainRun();
});

let folder = '';
let checkpoints: CheckpointFolder;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-run-'));
  checkpoints = await openCheckpointFolder(folder);
});
afterEach(async () => {
  await checkpoints.close();
  await rm(folder, { recursive: true });
});

async function run(
  {
    resume = false,
    change = {},
    data = {},
  }: { resume?: boolean; change?: Partial<TrialRequest>; data?: LinearTaskOptions } = {},
  {
    checkpointing,
    ...hooks
  }: Omit<RunHooks, 'checkpointing'> & { checkpointing?: Partial<Checkpointing> } = {},
): Promise<RunRecord> {
  const at = resume ? await checkpoints.newest() : undefined;
  const { trial, request } = await trialOf(linearTask(data), { ...wanted, ...change });
  return runTrial(trial, request, {
    ...hooks,
    checkpointing: { folder: checkpoints, every: 4, resume: at, ...checkpointing },
  });
}

/** Stops after a step, as Ctrl-C does. */
function stopAfter(step: number): Pick<RunHooks, 'signal' | 'onProgress'> {
  const controller = new AbortController();
  return { signal: controller.signal, onProgress: (report) => report.step >= step && controller.abort() };
}

test('saving changes nothing', async () => {
  expect(await run()).toEqual(whole);
  expect((await readdir(folder)).filter((name) => name.startsWith('step'))).toEqual([
    'step-000000036.safetensors',
    'step-000000039.safetensors',
  ]);
});

test.each([2, 6, 15, 30, 36])(
  'stopped at about step %i and resumed, the record is that of a run that never stopped',
  async (step) => {
    const stopped = await run({}, stopAfter(step));
    expect(stopped.status).toBe('stopped');
    const resumed = await run({ resume: true });
    expect(resumed).toEqual(whole);
  },
);

test('stopped again and again, each time after a step or two, it ends the same', async () => {
  let record = await run({}, stopAfter(1));
  let rounds = 1;
  while (record.status === 'stopped') {
    record = await run({ resume: true }, stopAfter(rounds));
    rounds += 1;
  }
  expect(rounds).toBeGreaterThan(5);
  expect(record).toEqual(whole);
});

test('a finished run is told again without a step', async () => {
  const record = await run();
  const before = await readdir(folder);
  let steps = 0;
  expect(await run({ resume: true }, { onProgress: () => (steps += 1) })).toEqual(record);
  expect(steps).toBe(0);
  expect(await readdir(folder)).toEqual(before);
});

describe('a run that is not the same', () => {
  const changes: [string, Parameters<typeof run>[0], string][] = [
    ['another loss', { change: { loss: 'mse' } }, 'loss meanSquaredError instead of huber'],
    ['another learning rate', { change: { learningRate: 0.1 } }, 'learningRate 0.1 instead of 0.03'],
    [
      'more epochs',
      { change: { epochs: 20 } },
      'epochs 20 instead of 13, schedule exponential decay by 0.001 every 60 steps instead of exponential decay by 0.001 every 39 steps, steps 60 instead of 39',
    ],
    ['another backend', { change: { backend: 'wasm' } }, 'backend wasm instead of cpu'],
    ['another seed', { change: { seed: 4 } }, 'other data, seed 4 instead of 3'],
    ['other data', { data: { outlierFraction: 0 } }, 'other data'],
  ];

  test.each(changes)(
    '%s is refused with the difference, or accepted and written down',
    async (_, options, difference) => {
      await run({}, stopAfter(12));
      const changed = { ...options, resume: true };
      const refused = run(changed);
      await expect(refused).rejects.toMatchObject({ code: 'checkpoint-mismatch' });
      await expect(refused).rejects.toThrow(
        `: expected the same run to go on, got ${difference}; repeat the run as it was`,
      );

      const record = await run(changed, { checkpointing: { acceptChanges: true } });
      expect(record.status).toBe('finished');
      const accepted = (await checkpoints.newest())?.checkpoint.accepted;
      expect(accepted).toHaveLength(1);
      expect(accepted?.[0]?.step).toBeGreaterThanOrEqual(12);
      expect(accepted?.[0]?.changes.length).toBeGreaterThan(0);
    },
  );

  test('a version of losskit, of tfjs or of Node, or another number of threads, is such a change', async () => {
    await run({}, stopAfter(12));
    const found = await checkpoints.newest();
    if (!found) throw new Error('expected a checkpoint');
    for (const part of ['losskit', 'tfjs', 'engine', 'node', 'threads', 'processor']) {
      expect(Object.keys(found.checkpoint.identity)).toContain(part);
      const identity = { ...found.checkpoint.identity, [part]: 'another' };
      const resume = { ...found, checkpoint: { ...found.checkpoint, identity } };
      await expect(run({}, { checkpointing: { resume } })).rejects.toThrow(`got ${part} `);
    }
  });
});

test('what a callback throws leaves an emergency checkpoint beside the others, and the run can go on from it', async () => {
  const onProgress = ({ step }: { step: number }) => {
    if (step > 14) throw new Error('the callback failed');
  };
  await expect(run({}, { onProgress, checkpointing: { every: 10 } })).rejects.toThrow('the callback failed');
  expect(await readdir(folder)).toEqual(
    expect.arrayContaining(['emergency-000000018.safetensors', 'step-000000010.safetensors']),
  );
  expect(await run({ resume: true }, { checkpointing: { every: 10 } })).toEqual(whole);
});

test('a full disk ends the run with the reason, and the last good checkpoint stays', async () => {
  await run({}, stopAfter(12));
  const last = await checkpoints.newest();
  await checkpoints.close();
  const full = faultFileSystem(nodeFileSystem, { at: 20, forever: true, code: 'ENOSPC' });
  checkpoints = await openCheckpointFolder(folder, full);
  const failing = plainRun({
    checkpointing: { folder: checkpoints, every: 4, resume: last },
  });
  await expect(failing).rejects.toMatchObject({
    code: 'file-unwritable',
    message: expect.stringContaining('disk is full'),
  });
  await rm(join(folder, 'writer.lock'));
  checkpoints = await openCheckpointFolder(folder);
  expect((await checkpoints.newest())?.checkpoint.state.step).toBeGreaterThanOrEqual(12);
  expect(await run({ resume: true })).toEqual(whole);
});

test('the best checkpoint is the one with the best validation value', async () => {
  const { curve } = await run({ change: { learningRate: 0.3 } });
  const best = curve.reduce((least, point) => (point.validation < least.validation ? point : least));
  const names = (await readdir(folder)).filter((name) => name.startsWith('best'));
  expect(names).toEqual([`best-${String(best.step).padStart(9, '0')}.safetensors`]);
});

test('a run that diverges leaves checkpoints of finite numbers only, and diverges again from them', async () => {
  const change = { loss: 'mse', learningRate: 1e30 };
  const record = await run({ change }, { checkpointing: { every: 1 } });
  expect(record.status).toBe('diverged');
  const found = await checkpoints.newest();
  for (const { values } of found?.checkpoint.state.tensors.values() ?? []) {
    expect(values.every(Number.isFinite)).toBe(true);
  }
  expect((await readdir(folder)).filter((name) => name.startsWith('emergency'))).toEqual([]);
  expect(await run({ change, resume: true })).toEqual(record);
});
