import { afterEach, describe, expect, test, vi } from 'vitest';

import { listenForInterruption } from './interruption.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

/** What the process does on `signal` since `listen` was called; calling it is as if the signal came. */
function handlerOf(signal: NodeJS.Signals, before: readonly NodeJS.SignalsListener[]) {
  const added = process.listeners(signal).filter((listener) => !before.includes(listener));
  return () => added.forEach((listener) => void listener(signal));
}

describe('listenForInterruption', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('aborts at the first %s and ends the process at the second, with %i', (signal, code) => {
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => {
      throw new Error('the process ended');
    });
    const before = process.listeners(signal);
    const interruption = listenForInterruption();
    const send = handlerOf(signal, before);
    expect(interruption.exitCode()).toBeUndefined();

    send();
    expect(interruption.signal.aborted).toBe(true);
    expect(interruption.exitCode()).toBe(code);
    expect(exit).not.toHaveBeenCalled();

    expect(send).toThrow('the process ended');
    expect(exit).toHaveBeenCalledWith(code);
    interruption.stopListening();
    expect(process.listeners(signal)).toEqual(before);
  });
});
