import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

import { moduleDigest } from './importModule.ts';
import { loadTaskModule } from './loadTaskModule.ts';
import { resolveTask } from './resolveTask.ts';

const fixture = (name: string) => fileURLToPath(new URL(`../../fixtures/${name}`, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'losskit-modules-'));
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('a module of tasks', () => {
  test('in TypeScript gives every task that it exports, by default, by name and in lists, each once', async () => {
    const file = fixture('two.task.ts');
    const tasks = await loadTaskModule(file);
    expect(tasks.map(({ name }) => name).sort()).toEqual(['first', 'second', 'third']);
    const sha256 = await moduleDigest(file);
    expect(tasks.map(({ reference }) => reference)).toEqual(
      tasks.map(({ name }) => ({ from: 'module', name, file, sha256 })),
    );
  });

  test('is found again by its reference, and refused where it changed', async () => {
    const file = fixture('two.task.ts');
    const sha256 = await moduleDigest(file);
    const task = await resolveTask({ from: 'module', name: 'second', file, sha256 });
    expect((await task.load(0)).train.rows).toBe(3);
    await expect(
      resolveTask({ from: 'module', name: 'unknown', file, sha256: 'another' }),
    ).rejects.toMatchObject({ code: 'module-failed' });
    await expect(resolveTask({ from: 'module', name: 'unknown', file, sha256 })).rejects.toThrow(
      `${file}: expected a module that defines the task 'unknown', got none.`,
    );
  });

  test('without a task is refused with what it exports', async () => {
    const file = fixture('none.task.ts');
    await expect(loadTaskModule(file)).rejects.toMatchObject({
      code: 'module-failed',
      message: `${file}: expected a module that exports a task, as export default defineTask({ … }), got the exports answer.`,
    });
    const empty = write('empty.mjs', '');
    await expect(loadTaskModule(empty)).rejects.toThrow('got no export.');
  });

  test('with a syntax error, one that throws, and a missing one, are one sentence', async () => {
    const broken = write('broken.mjs', 'export const = 3;');
    await expect(loadTaskModule(broken)).rejects.toMatchObject({
      code: 'module-failed',
      message: expect.stringContaining(`${broken}: cannot be loaded: `),
    });
    const throwing = write('throwing.mjs', "throw new Error('not today');");
    await expect(loadTaskModule(throwing)).rejects.toThrow(`${throwing}: cannot be loaded: not today`);
    const missing = join(folder, 'missing.mjs');
    await expect(loadTaskModule(missing)).rejects.toMatchObject({ code: 'file-missing' });
  });

  test('that never settles is given up', async () => {
    const file = write('waiting.mjs', 'await new Promise(() => setInterval(() => {}, 1000).unref());');
    await expect(loadTaskModule(file, 0.2)).rejects.toThrow(
      `${file}: expected a module that is loaded within 0.2 s, got one that goes on; don't wait for anything at its top level.`,
    );
  });
});

test('tasks from files and built-in ones are found by their references', async () => {
  const file = write(
    'table.csv',
    `x,y\n${Array.from({ length: 20 }, (_, row) => `${row},${row / 3}`).join('\n')}`,
  );
  const task = await resolveTask({ from: 'table', name: 'table', file, target: 'y' });
  expect(task.kind).toBe('continuous');
  expect((await resolveTask({ from: 'built-in', name: 'linear' })).name).toBe('linear');
  await expect(resolveTask({ from: 'built-in', name: 'liner' })).rejects.toThrow("did you mean 'linear'?");
});
