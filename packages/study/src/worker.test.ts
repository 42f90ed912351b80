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

async function requestFor(name: string, changes: Partial<TrialRequest>): Promise<TrialRequest> {
  const tasks = await loadTaskModule(fileOf('../fixtures/dying.task.ts'));
  const task = tasks.find((one) => one.name === name);
  if (!task) throw new Error('expected a task');
  const { request } = await trialOf(task);
  return { ...request, ...changes };
}

/** More than any run gets to. */
const ENDLESS = 10_000_000;

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
    const [idle, busy] = [0, 1].map(() =>
      fork(WORKER, [], {
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        env: { ...process.env, DYING_LOSS: 'chatter' },
      }),
    );
    if (!idle || !busy) throw new Error('expected two processes');
    const messages = [once(idle, 'message'), once(busy, 'message')] as const;
    idle.send({ request: await requestFor('dyingSeeds', { reference: undefined }) });
    busy.send({ request: await requestFor('dyingLoss', { loss: 'dying', epochs: ENDLESS }) });
    // One has refused a task that it can't find; the loss of the other tells that it trains.
    const [[refusal], [hello]] = await Promise.all(messages);
    expect([refusal, hello]).toEqual([expect.objectContaining({ kind: 'fault' }), 'hello']);
    expect([idle, busy].map(({ exitCode }) => exitCode)).toEqual([null, null]);
    const ends = [idle, busy].map(exitOf);
    idle.disconnect();
    busy.disconnect();
    expect(await Promise.all(ends)).toEqual([0, 0]);
  });

  test('ends after its parent was killed, also where its task never comes back', async () => {
    const parent = spawn(process.execPath, [fileOf('../fixtures/parent.script.mjs'), WORKER], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const said = once(parent.stdout, 'data');
    parent.stdin.end(JSON.stringify(await requestFor('dyingSeeds', { seed: 8, epochs: ENDLESS })));
    const pid = Number(await said);
    for await (const chunk of parent.stderr) if (String(chunk).includes('hangs')) break;
    expect(isRunning(pid)).toBe(true);
    parent.kill('SIGKILL');
    await untilEnded(pid);
  });
});
