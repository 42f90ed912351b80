import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { tinyCase } from '../../fixtures/tinyCase.ts';
import { makeProblem } from '../cases/problem.ts';
import { inOwnProcess } from './inOwnProcess.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'losskit-bench-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Starts a peer that is the given JavaScript. */
async function startScript(name: string, code: string) {
  const script = join(folder, `${name}.cjs`);
  await writeFile(script, code);
  return inOwnProcess({ name, command: [process.execPath, script] }, 'all').start(
    makeProblem(tinyCase),
    folder,
  );
}

const ANSWERS = `
const { createInterface } = require('node:readline');
console.log('a library greets');
console.log('{"version": "peer 1"}');
createInterface({ input: process.stdin }).on('line', (line) => {
  const { steps } = JSON.parse(line);
  console.log(steps ? JSON.stringify({ elapsed: steps, processor: 2 * steps }) : '{"values": [1.5, null]}');
});`;

describe('a peer in a process of its own', () => {
  test('answers, whatever else it prints', async () => {
    const session = await startScript('good', ANSWERS);
    expect(session.version).toBe('peer 1');
    expect(await session.run(3)).toEqual({ elapsed: 3, processor: 6 });
    expect(await session.evaluate()).toEqual([1.5, Number.NaN]);
    await session.end();
  });

  test('can say that it does not do the case, or that it failed', async () => {
    await expect(startScript('no', `console.log('{"unsupported": "it sews only"}')`)).rejects.toMatchObject({
      name: 'UnsupportedCase',
      message: 'it sews only',
    });
    await expect(startScript('bad', `console.log('{"failed": "it has no code"}')`)).rejects.toMatchObject({
      name: 'PeerFailed',
      message: 'it has no code',
    });
  });

  test('is not started for work that it is not for, nor where it lacks something', async () => {
    const command = [join(folder, 'none')];
    const trains = inOwnProcess({ name: 'none', kinds: ['loss', 'update'], command }, 'all');
    await expect(trains.start(makeProblem(tinyCase), folder)).rejects.toMatchObject({
      name: 'UnsupportedCase',
      message: 'it is for work of the kind loss and update',
    });
    const missing = inOwnProcess({ name: 'none', missing: 'there is no Python', command }, 'all');
    await expect(missing.start(makeProblem(tinyCase), folder)).rejects.toMatchObject({
      name: 'PeerMissing',
      message: 'there is no Python',
    });
    await expect(startScript('away', `console.log('{"missing": "no library"}')`)).rejects.toMatchObject({
      name: 'PeerMissing',
      message: 'no library',
    });
  });

  test('runs on one core from its start, and all on the same once they are timed', async () => {
    const script = join(folder, 'good.cjs');
    await writeFile(script, ANSWERS);
    const one = inOwnProcess({ name: 'one', command: [process.execPath, script] }, 'one');
    const sessions = [
      await one.start(makeProblem(tinyCase), folder),
      await one.start(makeProblem(tinyCase), folder),
    ];
    for (const session of sessions) {
      await session.settle?.();
      expect(await session.run(2)).toEqual({ elapsed: 2, processor: 4 });
      await session.end();
    }
  });

  test('is known to have failed where its process ends, by its error', async () => {
    await expect(startScript('crash', `throw new RangeError('no room')`)).rejects.toMatchObject({
      name: 'PeerFailed',
      message: 'it failed: RangeError: no room',
    });
  });

  test('is known to have failed where its program is missing', async () => {
    const missing = inOwnProcess({ name: 'none', command: [join(folder, 'none')] }, 'all');
    await expect(missing.start(makeProblem(tinyCase), folder)).rejects.toThrow('ENOENT');
  });
});
