import type { TrialRequest } from '../trial/TrialRequest.ts';
import type { Unmeasured } from './unmeasuredRun.ts';

/** How a process ended. */
export interface Death {
  /** Null where a signal ended it, and where it never started. */
  readonly exitCode: number | null;
  /** The signal, or the system's code of why it could not be started. */
  readonly by: string | null;
  /** Whether it had said that its heap was full. */
  readonly heapFull: boolean;
}

/** Signals that the system sends to a process for what its own code did. */
const CRASHES = ['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT', 'SIGTRAP', 'SIGSYS'];

function wordsOf({ exitCode, by, heapFull }: Death): string {
  if (heapFull)
    return 'ran out of heap memory twice; NODE_OPTIONS=--max-old-space-size=<MiB> allows more, where the machine has it';
  if (by === 'SIGKILL')
    return 'was killed twice (SIGKILL), as a system does that runs out of memory; fewer jobs need less';
  if (by !== null && CRASHES.includes(by))
    return `crashed twice in native code (${by}); another backend may not`;
  if (by?.startsWith('SIG')) return `was ended twice (${by})`;
  return by === null ? `ended by itself twice (exit code ${exitCode})` : `could not be started twice (${by})`;
}

/** What is said of a run whose process died each time that it was tried. */
export function describeDeath({ task, loss, seed }: TrialRequest, death: Death): Unmeasured {
  return {
    status: 'lost',
    code: death.heapFull ? 'out-of-memory' : 'process-died',
    reason: `${task}: the process that trained ${loss} with seed ${seed} ${wordsOf(death)}.`,
  };
}
