import type { TrialRequest } from '../trial/TrialRequest.ts';

/** What the name of a run's file begins with. */
export function nameOfRun({ task, loss, seed }: Pick<TrialRequest, 'task' | 'loss' | 'seed'>): string {
  // Names of losses have characters that some file systems refuse.
  const name = `${task}-${loss}`.replace(/[^\w.+=-]+/g, '_').slice(0, 120);
  return `${name}-seed${seed}-`;
}
