import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { loadTaskModule } from '@losskit/tasks';
import { describe, expect, test } from 'vitest';

import { trialOf } from '../fixtures/trialOf.ts';
import type { TrialRequest } from './trial/TrialRequest.ts';

const fileOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const WORKER = createRequire(import.meta.url).resolve('@losskit/study/worker');

/** A request that takes as long as it is let: the eighth seed never comes back. */
async function endless(seed: number): Promise<TrialRequest> {
  const [task] = await loadTaskModule(fileOf('../fixtures/dying.task.ts'));
  if (!task) throw new Error('expected a task');
  return (await trialOf(task, { seed, epochs: 10_000_000 })).request;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function untilEnded(pid: number): Promise<void> {
  while (isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 50));
}

async function exitOf(child: ChildProcess): Promise<unknown> {
  const [code] = await once(child, 'exit');
  return code;
}

describe.concurrent('a worker', () => {
  test('that is let go ends, at rest and while it trains', async () => {
    const options = { serialization: 'advanced', stdio: ['ignore', 'ignore', 'inherit', 'ipc'] } as const;
    const [idle, busy] = [0, 1].map(() => fork(WORKER, [], { ...options, stdio: [...options.stdio] }));
    if (!idle || !busy) throw new Error('expected two processes');
    busy.send({ request: await endless(0) });
    await new Promise((resolve) => setTimeout(resolve, 4000));
    expect([idle, busy].map(({ exitCode }) => exitCode)).toEqual([null, null]);
    const ends = [idle, busy].map(exitOf);
    idle.disconnect();
    busy.disconnect();
    expect(await Promise.all(ends)).toEqual([0, 0]);
  });

  test('ends after its parent was killed, also where its task never comes back', async () => {
    const parent = spawn(process.execPath, [fileOf('../fixtures/parent.script.mjs'), WORKER], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    parent.stdin.end(JSON.stringify(await endless(8)));
    const [line] = await once(parent.stdout, 'data');
    const pid = Number(line);
    await new Promise((resolve) => setTimeout(resolve, 4000));
    expect(isRunning(pid)).toBe(true);
    parent.kill('SIGKILL');
    await untilEnded(pid);
  });
});
