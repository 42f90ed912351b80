import { makeProblem, type Problem } from '../cases/problem.ts';
import type { Timing } from './messages.ts';
import type { Peer } from './Peer.ts';
import { timeRun } from './servePeer.ts';

/** A started peer, wherever it runs. */
export interface Session {
  readonly version: string;
  /** Moves it to where it is timed, once all peers have started. */
  readonly settle?: () => Promise<void>;
  readonly run: (steps: number) => Promise<Timing>;
  /** NaN stands for whatever isn't finite. */
  readonly evaluate: () => Promise<readonly number[]>;
  readonly end: () => Promise<void>;
}

/** A peer that the bench can start. */
export interface Contestant {
  readonly name: string;
  /**
   * Starts the peer on a problem that stands in a folder as well.
   *
   * @throws UnsupportedCase where the peer can't do it, PeerMissing where it is not installed, PeerFailed.
   */
  readonly start: (problem: Problem, folder: string) => Promise<Session>;
}

/** A peer that is timed in this process, beside everything else: for tests and for a first look. */
export function inProcess(peer: Peer): Contestant {
  return {
    name: peer.name,
    async start(problem) {
      const runner = await peer.start(makeProblem(problem.case));
      return {
        version: peer.version(),
        run: (steps) => timeRun(runner, steps),
        evaluate: async () => runner.evaluate(),
        end: async () => {},
      };
    },
  };
}
