import type { WorkKind } from '../cases/Case.ts';
import type { Problem } from '../cases/problem.ts';

/** A peer that is ready to work on one problem. */
export interface Runner {
  /** So many steps, from where the last ones ended. */
  readonly run: (steps: number) => void | Promise<void>;
  /**
   * What all peers must agree on: the loss of the first batch by now, and what else the work is for. Nothing for a
   * yardstick.
   */
  readonly evaluate: () => readonly number[] | Promise<readonly number[]>;
}

/** Something that is timed, as it runs in a process of its own. */
export interface Peer {
  readonly name: string;
  /** Kinds of work that it is for: for others no process is started. Default: all. */
  readonly kinds?: readonly WorkKind[];
  /**
   * Gets ready for a problem, with its initial weights.
   *
   * @throws UnsupportedCase where the peer can't do it, PeerMissing where it is not installed, with the reason.
   */
  readonly start: (problem: Problem) => Runner | Promise<Runner>;
  /** What computes, with its version. Asked for once the peer has started. */
  readonly version: () => string;
}

/** A peer can't do a case; the message says why, as a phrase. */
export class UnsupportedCase extends Error {
  override readonly name = 'UnsupportedCase';
}

/** A peer isn't on this machine; the message says what it lacks, as a phrase. */
export class PeerMissing extends Error {
  override readonly name = 'PeerMissing';
}

/** A peer should have done a case, and failed; the message says why, as a phrase. */
export class PeerFailed extends Error {
  override readonly name = 'PeerFailed';
}
