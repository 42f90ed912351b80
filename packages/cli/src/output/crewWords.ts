import type { Crew } from '@losskit/cluster';

import { BAR_WORDS, type BarWords } from './comparisonBar.ts';

const NOBODY: Crew = { machines: 0, jobs: 0 };

/** Who works on a comparison, in words. */
export function describeCrew({ machines, jobs }: Crew): string {
  if (jobs === 0) return 'No worker is there.';
  const at = `${jobs} ${jobs === 1 ? 'run' : 'runs'} at a time`;
  return `${machines} ${machines === 1 ? 'machine' : 'machines'}, ${at}.`;
}

/** The words of a bar that also says how many machines there are, where there are others, and how fast runs finish. */
export function crewWords(): { readonly words: BarWords; update(crew: Crew): void } {
  const started = performance.now();
  let crew = NOBODY;
  return {
    words: {
      ...BAR_WORDS,
      runs(done, total) {
        const runs = BAR_WORDS.runs(done, total);
        if (crew.jobs === 0) return runs;
        const perSecond = (done / (performance.now() - started)) * 1000;
        return `${runs}  ${crew.machines} ${crew.machines === 1 ? 'machine' : 'machines'}  ${perSecond.toPrecision(2)} runs/s`;
      },
    },
    update(now) {
      crew = now;
    },
  };
}
