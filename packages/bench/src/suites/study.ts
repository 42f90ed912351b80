import { join } from 'node:path';

import type { Case } from '../cases/Case.ts';
import { commandContestant } from '../protocol/commandContestant.ts';
import type { Suite } from './Suite.ts';

const COMPARE = 'losskit compare';
const EAGER = 'losskit compare --compile off';

interface Comparison {
  readonly name: string;
  readonly description: string;
  readonly words: readonly string[];
  readonly seconds: number;
}

const COMPARISONS: readonly Comparison[] = [
  {
    name: 'start',
    description: 'the comparison of the first command in the README',
    words: ['linear', 'fruit'],
    seconds: 30,
  },
  {
    name: 'all losses, 10 seeds',
    description: 'linear and fruit, all losses that fit, 10 seeds',
    words: ['linear', 'fruit', '--losses', 'all', '--seeds', '10'],
    seconds: 60,
  },
];

function caseOf({ name, description, seconds }: Comparison): Case {
  return {
    name,
    description,
    work: { kind: 'command' },
    unit: 1,
    checkSteps: 0,
    targets: [{ peer: COMPARE, seconds }],
  };
}

export const study: Suite = {
  name: 'study',
  description: 'whole comparisons',
  threads: 'all',
  async run({ measure, losskit, folder }) {
    for (const comparison of COMPARISONS) {
      const contestants = [
        { name: COMPARE, options: [] },
        { name: EAGER, options: ['--compile', 'off'] },
      ].map(({ name, options }) =>
        commandContestant(name, (run) => {
          // A folder that holds a comparison would have nothing left to train.
          const out = join(folder, `${name} ${comparison.name} ${run}`.replaceAll(' ', '-'));
          return [...losskit, 'compare', ...comparison.words, ...options, '--out', out];
        }),
      );
      await measure(caseOf(comparison), { contestants, effort: { rounds: 2, warmUp: 0, limit: 600 } });
    }
    return {};
  },
};
