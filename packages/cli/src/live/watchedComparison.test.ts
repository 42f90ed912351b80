import { LosskitError } from '@losskit/errors';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { type Interruption, listenForInterruption } from '../interruption.ts';
import { type LiveHooks, type WatchedComparison, watchComparison } from './watchedComparison.ts';

let printed = '';
let interruption: Interruption;
let watched: WatchedComparison;
beforeEach(async () => {
  printed = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  interruption = listenForInterruption();
  watched = await watchComparison('Losses on linear', 'runs/x', 0, interruption);
});
afterEach(async () => {
  interruption.stopListening();
  await watched.fail(new Error('the test is over'));
  vi.restoreAllMocks();
});

function address(): string {
  return /Watch it at (\S+)/.exec(printed)?.[1] ?? '';
}

async function press(button: string): Promise<number> {
  const { origin } = new URL(address());
  return (await fetch(`${address()}${button}`, { method: 'POST', headers: { origin } })).status;
}

/** Ends when it is asked to stop. */
function untilStopped({ signal }: LiveHooks): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(new LosskitError('interrupted', 'compare: stopped.'));
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop);
  });
}

test('stops, waits, and goes on where the page says so', async () => {
  let started = 0;
  const done = watched.run(async (hooks) => {
    started += 1;
    return started === 3 ? 'done' : untilStopped(hooks);
  });
  expect(await press('resume')).toBe(409);
  for (let time = 0; time < 2; time++) {
    expect(await press('stop')).toBe(204);
    expect(await press('stop')).toBe(409);
    await vi.waitFor(async () => expect(await press('resume')).toBe(204));
  }
  expect(await done).toBe('done');
  expect(started).toBe(3);
  expect(printed).toContain('Stopped by the page, where Resume goes on; Ctrl-C ends it here.');
  expect(interruption.exitCode()).toBeUndefined();
});

test('ended by the page after a stop it is as if Ctrl-C had been pressed', async () => {
  const done = watched.run(untilStopped);
  const ended = expect(done).rejects.toMatchObject({ code: 'interrupted' });
  expect(await press('end')).toBe(409);
  await press('stop');
  await vi.waitFor(async () => expect(await press('end')).toBe(204));
  await ended;
  expect(interruption.exitCode()).toBe(130);
});

test('Ctrl-C ends it while it runs and while it is stopped', async () => {
  const running = expect(watched.run(untilStopped)).rejects.toMatchObject({ code: 'interrupted' });
  interruption.interrupt();
  await running;
  expect(interruption.exitCode()).toBe(130);
});

test('what fails is thrown, and not tried again', async () => {
  let started = 0;
  const failing = watched.run(async () => {
    started += 1;
    throw new LosskitError('task-failed', 'no data');
  });
  await expect(failing).rejects.toThrow('no data');
  expect(started).toBe(1);
});

test.each(['end', 'SIGINT'] as const)(
  'the page stays at the end until %s, which decides no exit code',
  async (how) => {
    await watched.run(async () => 'done');
    const before = process.listeners('SIGINT');
    const finished = watched.finish();
    await vi.waitFor(() => expect(printed).toContain('The page stays until Ctrl-C.'));
    const { status } = await fetch(address());
    expect(status).toBe(200);
    if (how === 'end') expect(await press('end')).toBe(204);
    else for (const listener of before.slice(-1)) listener('SIGINT');
    await finished;
    expect(interruption.exitCode()).toBeUndefined();
    await expect(fetch(address())).rejects.toThrow();
  },
);
