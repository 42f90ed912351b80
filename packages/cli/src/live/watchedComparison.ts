import type { CompareOptions } from '@losskit/study';

import type { Interruption } from '../interruption.ts';
import { isInterrupted } from '../isInterrupted.ts';
import { note } from '../output/note.ts';
import { type LiveComparison, liveComparison } from './liveComparison.ts';
import { startLiveServer } from './liveServer.ts';

/** What `compare` is given so that a page can show and stop it. */
export type LiveHooks = Pick<CompareOptions, 'signal' | 'onPlan' | 'onProgress' | 'onInterim' | 'onProblem'>;

/** A comparison that a page shows. */
export interface WatchedComparison {
  /**
   * Compares; where the page stops that, waits until it goes on.
   *
   * @throws LosskitError `interrupted` where it is stopped for good.
   */
  run<Result>(compareOnce: (hooks: LiveHooks) => Promise<Result>): Promise<Result>;
  /** Shows that it is done until the page or Ctrl-C ends that. */
  finish(): Promise<void>;
  /** Shows why it failed, and ends. */
  fail(error: unknown): Promise<void>;
}

/**
 * Serves a page for a comparison, and says on standard error where.
 *
 * @param port - 0 for a free one.
 * @throws LosskitError `option-invalid` for a port that cannot be had.
 */
export async function watchComparison(
  title: string,
  folder: string,
  port: number,
  interruption: Interruption,
): Promise<WatchedComparison> {
  let stop = new AbortController();
  let wake = () => {};
  const woken = () =>
    new Promise<void>((resolve) => {
      wake = resolve;
    });
  const live = liveComparison(title, folder, () => server.update());
  interruption.signal.addEventListener('abort', () => {
    stop.abort();
    wake();
  });

  /** What the buttons do, by the phase in which they are there. */
  const actions: Readonly<Partial<Record<LiveComparison['phase'], Readonly<Record<string, () => void>>>>> = {
    running: {
      stop() {
        live.phase = 'stopping';
        stop.abort();
      },
    },
    stopped: { resume: () => wake(), end: () => interruption.interrupt() },
    finished: { end: () => wake() },
  };
  const server = await startLiveServer(port, {
    get: live.get,
    parts: live.parts,
    act(name) {
      const offered = Object.entries(actions[live.phase] ?? {});
      const [, action] = offered.find(([one]) => one === name) ?? [];
      action?.();
      return action !== undefined;
    },
  });
  note(`Watch it at ${server.address}`);

  return {
    async run(compareOnce) {
      for (;;) {
        stop = new AbortController();
        if (interruption.signal.aborted) stop.abort();
        live.phase = 'running';
        try {
          return await compareOnce({ ...live.hooks, signal: stop.signal });
        } catch (error) {
          if (!isInterrupted(error) || interruption.signal.aborted) throw error;
          note('Stopped by the page, where Resume goes on; Ctrl-C ends it here.');
          live.phase = 'stopped';
          await woken();
          if (interruption.signal.aborted) throw error;
        }
      }
    },
    async finish() {
      live.phase = 'finished';
      note('The page stays until Ctrl-C.');
      await Promise.race([woken(), interruption.untilDismissed()]);
      await server.close();
    },
    async fail(error) {
      live.problem = isInterrupted(error) || !(error instanceof Error) ? '' : error.message;
      live.phase = isInterrupted(error) ? 'ended' : 'failed';
      await server.close();
    },
  };
}
