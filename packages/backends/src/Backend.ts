import type { StandardStep } from './standardSteps.ts';

/** What computes on a backend, and what its results depend on. */
export interface Engine {
  /** Name and version. */
  readonly engine: string;
  /** Threads within an operation. */
  readonly threads: number;
  /** Whether a processor does a graphics card's work, which is slower than any other backend. */
  readonly inSoftware?: boolean;
  /** What two runs with the same seed have in common. */
  readonly determinism: string;
}

/** All that is particular to one backend. */
export interface Backend {
  readonly name: string;
  /** Loads what it needs and selects it. @throws LosskitError `backend-unavailable`, with the remedy. */
  readonly prepare: () => Promise<void>;
  /** Whether `auto` may take it, where it could run and be slower than plain JavaScript. Default: it may. */
  readonly isFast?: () => Promise<boolean>;
  /** What computes, once it is prepared. */
  readonly describeEngine: () => Promise<Engine>;
  /** The devices that it could compute on, once it is prepared: `CPU:0`, `GPU:0`. */
  readonly listDevices?: () => readonly string[];
  /** The one command that makes it run where it does not; undefined where no command helps. */
  readonly installCommand?: string;
  /** Rows that the doctor times of a standard step, where the step's own batch would take too long. */
  readonly timedRows?: Partial<Readonly<Record<StandardStep['name'], number>>>;
}
