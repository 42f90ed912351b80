import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import type { Json } from '../loop/TrainingState.ts';
import { type Checkpoint, identityChanges } from './Checkpoint.ts';
import { openCheckpointFolder } from './CheckpointFolder.ts';
import { encodeCheckpoint } from './encodeCheckpoint.ts';
import { findCheckpoint } from './findCheckpoint.ts';
import { readSafetensors } from './safetensors/readSafetensors.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-checkpoints-'));
});
afterEach(() => rm(folder, { recursive: true }));

function checkpointAt(step: number, memory: Json = null): Checkpoint {
  const values = Float32Array.of(step, -0, Number.NaN, 1e-45);
  return {
    state: {
      step,
      tensors: new Map([['variable/kernel', { dtype: 'float32', shape: [2, 2], values }]]),
      progress: { wait: 2 },
    },
    identity: { loss: 'huber', seed: 3 },
    memory,
    accepted: [{ step: 4, changes: [{ name: 'seed', saved: 2, current: 3 }] }],
  };
}

async function names(): Promise<string[]> {
  return (await readdir(folder)).sort();
}

test('what was saved is found again, to the bit', async () => {
  const memory = {
    curve: [0.1, -0, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    $number: '-0',
    $$: { $number: 'NaN' },
    nothing: null,
    flags: [true, false],
    ['__proto__']: { polluted: true },
  };
  const checkpoints = await openCheckpointFolder(folder);
  const path = await checkpoints.save('step', checkpointAt(12, memory));
  expect(path).toBe(join(folder, 'step-000000012.safetensors'));
  const found = await checkpoints.newest();
  expect(found).toEqual({ checkpoint: checkpointAt(12, memory), path, skipped: [] });
  await checkpoints.close();
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('a checkpoint is a safetensors file with the tensors under their names', () => {
  const { metadata, tensors } = readSafetensors(encodeCheckpoint(checkpointAt(12)));
  expect([...tensors.keys()].sort()).toEqual(['json/memory', 'json/progress', 'variable/kernel']);
  expect(metadata.get('step')).toBe('12');
  expect(metadata.get('format')).toBe('losskit-checkpoint');
  expect(metadata.get('sha256')).toMatch(/^[0-9a-f]{64}$/);
});

describe('which files stay', () => {
  test('the two newest of the regular ones, the newest of the best', async () => {
    const checkpoints = await openCheckpointFolder(folder);
    for (const step of [1, 2, 3, 4]) {
      await checkpoints.save('step', checkpointAt(step));
      if (step < 3) await checkpoints.save('best', checkpointAt(step));
    }
    await checkpoints.close();
    expect(await names()).toEqual([
      'best-000000002.safetensors',
      'step-000000003.safetensors',
      'step-000000004.safetensors',
    ]);
  });

  test('an emergency one stays beside the regular ones until these have overtaken it', async () => {
    const checkpoints = await openCheckpointFolder(folder);
    await checkpoints.save('step', checkpointAt(10));
    await checkpoints.save('emergency', checkpointAt(13));
    expect(await names()).toContain('step-000000010.safetensors');
    expect((await checkpoints.newest())?.path).toBe(join(folder, 'emergency-000000013.safetensors'));
    await checkpoints.close();
    const resumed = await openCheckpointFolder(folder);
    await resumed.newest();
    await resumed.save('step', checkpointAt(20));
    await resumed.close();
    expect(await names()).toEqual(['step-000000010.safetensors', 'step-000000020.safetensors']);
  });

  test('a damaged one does not count among the two', async () => {
    const first = await openCheckpointFolder(folder);
    for (const step of [10, 20]) await first.save('step', checkpointAt(step));
    await first.close();
    await writeFile(join(folder, 'step-000000020.safetensors'), 'damaged');
    const second = await openCheckpointFolder(folder);
    expect((await second.newest())?.checkpoint.state.step).toBe(10);
    await second.save('step', checkpointAt(15));
    await second.close();
    expect(await names()).toEqual(['step-000000010.safetensors', 'step-000000015.safetensors']);
  });

  test('what a killed process left half-written is removed, what is not ours stays', async () => {
    const leftovers = ['.0f.partial', 'writer.lock-0f9b2a10-0000-4000-8000-000000000000'];
    const others = ['notes.txt', 'step-1.safetensors', 'step-000000001.safetensors.old'];
    for (const name of [...leftovers, ...others]) await writeFile(join(folder, name), '');
    const checkpoints = await openCheckpointFolder(folder);
    await checkpoints.save('step', checkpointAt(5));
    await checkpoints.close();
    expect(await names()).toEqual([...others, 'step-000000005.safetensors'].sort());
  });

  test('checkpoints of an earlier run move into a folder of their own', async () => {
    const checkpoints = await openCheckpointFolder(folder);
    expect(await checkpoints.setAside()).toBeUndefined();
    await checkpoints.save('step', checkpointAt(5));
    expect(await checkpoints.setAside()).toBe(join(folder, 'replaced-1'));
    expect(await checkpoints.newest()).toBeUndefined();
    expect((await findCheckpoint(join(folder, 'replaced-1')))?.checkpoint.state.step).toBe(5);
    await checkpoints.save('step', checkpointAt(6));
    expect(await checkpoints.setAside()).toBe(join(folder, 'replaced-2'));
    await checkpoints.close();
  });
});

test('a folder that is not there or empty has no checkpoint', async () => {
  expect(await findCheckpoint(folder)).toBeUndefined();
  expect(await findCheckpoint(join(folder, 'missing'))).toBeUndefined();
});

test('a second writer is refused', async () => {
  const checkpoints = await openCheckpointFolder(folder);
  await expect(openCheckpointFolder(folder)).rejects.toMatchObject({ code: 'folder-in-use' });
  await checkpoints.close();
});

test('what is not the name of a tensor of a state is not written', () => {
  const one = checkpointAt(1);
  const tensors = new Map([['json/kernel', { dtype: 'bool', shape: [], values: Uint8Array.of(1) } as const]]);
  expect(() => encodeCheckpoint({ ...one, state: { ...one.state, tensors } })).toThrow(
    "encodeCheckpoint: expected names of tensors that do not start with json/, got 'json/kernel'.",
  );
});

test('the changes of an identity are named with both values', () => {
  expect(
    identityChanges({ loss: 'mse', seed: 1, old: 'x' }, { loss: 'huber', seed: 1, constructor: 2 }),
  ).toEqual([
    { name: 'constructor', saved: undefined, current: 2 },
    { name: 'loss', saved: 'mse', current: 'huber' },
    { name: 'old', saved: 'x', current: undefined },
  ]);
});

test('a folder of a checkpoint’s name is passed over when read, stays, and is refused in one sentence when written', async () => {
  const inTheWay = join(folder, 'step-000000009.safetensors');
  await mkdir(inTheWay);
  await writeFile(join(inTheWay, 'own.txt'), 'mine');
  const opened = await openCheckpointFolder(folder);
  await expect(opened.newest()).rejects.toMatchObject({ code: 'checkpoint-none-usable' });
  await opened.save('step', checkpointAt(3));
  const found = await opened.newest();
  expect(found?.checkpoint.state.step).toBe(3);
  expect(found?.skipped).toEqual([
    { path: inTheWay, reason: `${inTheWay}: cannot be read: it is a folder, not a file.` },
  ]);
  await expect(opened.save('step', checkpointAt(9))).rejects.toThrow(
    `${inTheWay}: cannot be written: it is a folder, not a file.`,
  );
  for (const step of [10, 11]) await opened.save('step', checkpointAt(step));
  await opened.clear();
  await opened.save('step', checkpointAt(12));
  const aside = await opened.setAside();
  expect(aside).toBe(join(folder, 'replaced-1'));
  await opened.save('step', checkpointAt(13));
  expect(await opened.setAside()).toBe(join(folder, 'replaced-2'));
  await opened.close();
  expect(await names()).toEqual(['replaced-1', 'replaced-2', 'step-000000009.safetensors']);
  expect(await readdir(inTheWay)).toEqual(['own.txt']);
});
