import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TaskReference } from '@losskit/tasks';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { dataKey } from './keys.ts';
import { type DataStore, fromSent, MAX_SENT_BYTES, toSend } from './travel.ts';

const CSV = 'wage,education\n1,2\n';
const SHA256 = createHash('sha256').update(CSV).digest('hex');

let folder = '';
let stored = new Map<string, Buffer>();
let broker: DataStore;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-travel-'));
  stored = new Map();
  broker = {
    async set(key, bytes) {
      stored.set(key, bytes);
    },
    strlen: async (key) => stored.get(key)?.length ?? 0,
    getBuffer: async (key) => stored.get(key) ?? null,
  };
});
afterEach(() => rm(folder, { recursive: true }));

const at = (...names: readonly string[]) => join(folder, ...names);
const table = (file: string): TaskReference => ({ from: 'table', name: 'wages', file, target: 'wage' });
const pictures = (path: string): TaskReference => ({ from: 'pictures', name: 'leaves', folder: path });
const taskModule = (file: string): TaskReference => ({ from: 'module', name: 'own', file, sha256: SHA256 });

/** What a machine sends that has the project in `here`. */
const send = (reference: TaskReference, shared?: string) =>
  toSend(reference, { project: at('here'), shared }, broker);
/** What a machine makes of it that has the project in `there`. */
const receive = (reference: TaskReference, shared?: string) =>
  fromSent(reference, { project: at('there'), shared }, at('cache'), broker);

test('a built-in task goes as it is', async () => {
  const linear: TaskReference = { from: 'built-in', name: 'linear' };
  expect(await receive(await send(linear))).toEqual(linear);
});

test('a module is named within the project, and found in that of the other machine', async () => {
  const sent = await send(taskModule(at('here', 'tasks', 'own.task.ts')));
  expect(sent).toEqual(taskModule('project:tasks/own.task.ts'));
  expect(await receive(sent)).toEqual(taskModule(at('there', 'tasks', 'own.task.ts')));
  await expect(send(taskModule(at('elsewhere', 'own.task.ts')))).rejects.toThrow(
    `expected a module within ${at('here')}, where other machines have it too.`,
  );
});

describe('a table without --data-from', () => {
  beforeEach(() => writeFile(at('wages.csv'), CSV));

  test('goes through the broker, under its sha256 and without the path', async () => {
    const sent = await send(table(at('wages.csv')));
    expect(sent).toEqual(table(`sent:${SHA256}/wages.csv`));
    const received = await receive(sent);
    expect(received).toEqual(table(at('cache', SHA256, 'wages.csv')));
    expect(await readFile(at('cache', SHA256, 'wages.csv'), 'utf8')).toBe(CSV);
    // It is there now, whatever becomes of the broker.
    stored.clear();
    expect(await receive(sent)).toEqual(received);
  });

  test('is found within a stress test of it', async () => {
    const stress = (task: TaskReference): TaskReference => ({
      from: 'stress',
      name: 'worse wages',
      task,
      kind: 'outliers',
      level: 0.1,
    });
    const sent = await send(stress(table(at('wages.csv'))));
    expect(sent).toEqual(stress(table(`sent:${SHA256}/wages.csv`)));
    expect(await receive(sent)).toEqual(stress(table(at('cache', SHA256, 'wages.csv'))));
  });

  test('is refused where the broker has other bytes, more than it may, or none', async () => {
    const sent = await send(table(at('wages.csv')));
    stored.set(dataKey(SHA256), Buffer.from('other bytes'));
    await expect(receive(sent)).rejects.toThrow(`wages.csv: expected the data of sha256 ${SHA256}`);
    broker.strlen = async () => MAX_SENT_BYTES + 1;
    await expect(receive(sent)).rejects.toMatchObject({ code: 'file-too-large' });
    broker.strlen = async () => 0;
    stored.clear();
    await expect(receive(sent)).rejects.toMatchObject({ code: 'data-malformed' });
  });

  test('is not sent where it is too large, and the sentence says what to do', async () => {
    await truncate(at('wages.csv'), MAX_SENT_BYTES + 1);
    await expect(send(table(at('wages.csv')))).rejects.toThrow(
      'expected at most 64 MiB of data to go through the broker, got 65; keep them in a folder that all machines have, and name it with --data-from here and at each worker.',
    );
    expect(stored.size).toBe(0);
  });
});

describe('data with --data-from', () => {
  test('are named within the folder, and found in that of the other machine', async () => {
    await mkdir(at('disk'));
    for (const [reference, path] of [
      [table, 'wages.csv'],
      [pictures, 'photographs'],
    ] as const) {
      const sent = await send(reference(at('disk', 'set', path)), at('disk'));
      expect(sent).toEqual(reference(`shared:set/${path}`));
      expect(await receive(sent, at('mounted'))).toEqual(reference(at('mounted', 'set', path)));
    }
    expect(stored.size).toBe(0);
  });

  test('have to lie in it', async () => {
    await expect(send(table(at('wages.csv')), at('disk'))).rejects.toThrow(
      `--data-from: expected the folder that holds ${at('wages.csv')}, got ${at('disk')}.`,
    );
  });

  test('are done by other workers where this one was not told of the folder', async () => {
    await expect(receive(table('shared:set/wages.csv'))).rejects.toMatchObject({
      code: 'context-mismatch',
      message: "set/wages.csv: expected --data-from with this machine's folder that holds it, got none.",
    });
  });

  test('are asked for where there are photographs', async () => {
    await expect(send(pictures(at('photographs')))).rejects.toThrow(
      'photographs: expected --data-from for photographs, which do not go through the broker, got none; keep them in a folder that all machines have, and name it with --data-from here and at each worker.',
    );
  });
});

test.each([
  '../up.task.mjs',
  'a/../../up.task.mjs',
  '/etc/passwd',
  'C:\\up.task.mjs',
  '.hidden/own.task.mjs',
  'node_modules/package/index.js',
  'a//b.js',
  '',
])('the path %j names nothing', async (path) => {
  const references = [
    taskModule(`project:${path}`),
    // Of no scheme.
    taskModule(path),
    table(`shared:${path}`),
    table(`sent:${path}`),
    pictures(`shared:${path}`),
  ];
  for (const reference of references)
    await expect(receive(reference, at('mounted'))).rejects.toMatchObject({ code: 'data-malformed' });
});

test.each(['project:data.csv', 'project:own.task', 'project:own.task.mjs.txt'])(
  '%s is no module',
  async (file) => {
    await expect(receive(taskModule(file))).rejects.toThrow(`expected a module, got '${file}'`);
  },
);

test.each([`sent:${SHA256}`, `sent:${SHA256}/a/b`, `sent:${SHA256.slice(1)}/wages.csv`, `sent:x/wages.csv`])(
  '%s is nothing that was sent',
  async (file) => {
    await expect(receive(table(file))).rejects.toMatchObject({ code: 'data-malformed' });
  },
);
