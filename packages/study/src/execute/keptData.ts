import type { TrialRequest } from '../trial/TrialRequest.ts';

type Work = Pick<TrialRequest, 'task' | 'seed'>;

/** Which process keeps which data, so that a task's data of a seed are made in as few processes as can be. */
export interface KeptData<Process> {
  has(process: Process, work: Work): boolean;
  /**
   * Where the work is that suits a process best: with data that it has, else with such that no process has, else the first.
   *
   * @param process - Undefined for one that is to be started.
   */
  next(process: Process | undefined, waiting: readonly Work[]): number;
  add(process: Process, work: Work): void;
  /** The process has ended. */
  delete(process: Process): void;
}

function keyOf({ task, seed }: Work): string {
  return `${seed} ${task}`;
}

export function keptData<Process>(): KeptData<Process> {
  const kept = new Map<Process | undefined, Set<string>>();
  const has = (process: Process | undefined, work: Work) => kept.get(process)?.has(keyOf(work)) === true;
  const isNew = (work: Work) => ![...kept.values()].some((keys) => keys.has(keyOf(work)));
  return {
    has,
    next(process, waiting) {
      const own = waiting.findIndex((work) => has(process, work));
      return own >= 0 ? own : Math.max(0, waiting.findIndex(isNew));
    },
    add(process, work) {
      kept.set(process, (kept.get(process) ?? new Set()).add(keyOf(work)));
    },
    delete: (process) => void kept.delete(process),
  };
}
