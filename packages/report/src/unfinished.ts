import type { RunRecord } from '@losskit/study';

/** What became of a loss's runs that have no result. */
export function unfinished(runs: readonly RunRecord[]): 'diverged' | 'failed' {
  return runs.some(({ status }) => status === 'failed') ? 'failed' : 'diverged';
}
