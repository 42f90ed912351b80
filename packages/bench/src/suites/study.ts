import { join } from 'node:path';

import type { Case } from '../cases/Case.ts';
import { commandContestant } from '../protocol/commandContestant.ts';
import type { Suite } from './Suite.ts';

const COMPARE = 'losskit compare';
const EAGER = 'losskit compare --compile off';

/** All that fit linear, and as many others that fit fruit as make thirty. */
const THIRTY_LOSSES = [
  ...['meanSquaredError', 'halfSquaredError', 'meanAbsoluteError', 'huber', 'smoothL1', 'logCosh'],
  ...['charbonnier', 'cauchy', 'gemanMcClure', 'welsch', 'barron', 'pinball'],
  ...['crossEntropy', 'categoricalCrossEntropy', 'nll', 'poly1CrossEntropy', 'categoricalFocal'],
  ...['generalizedCrossEntropy', 'klDivergence', 'jensenShannon', 'dice', 'jaccard', 'tversky'],
  ...['lovaszSoftmax', 'multiclassHinge', 'multiMargin', 'sparsemax', 'binaryCrossEntropyWithLogits'],
  ...['binaryFocal', 'softF1'],
];

interface Comparison {
  readonly name: string;
  readonly description: string;
  readonly words: readonly string[];
  readonly seconds: number;
  /** Whether it is run twice, and with eager steps, too. */
  readonly isShort: boolean;
}

const COMPARISONS: readonly Comparison[] = [
  {
    name: 'start',
    description: 'the comparison of the first command in the README',
    words: ['linear', 'fruit'],
    seconds: 30,
    isShort: true,
  },
  {
    name: '30 losses, 10 seeds',
    description: 'linear and fruit, those of 30 losses that fit, 10 seeds',
    words: ['linear', 'fruit', '--losses', THIRTY_LOSSES.join(','), '--seeds', '10'],
    seconds: 60,
    isShort: false,
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
  parts: () => COMPARISONS.map(({ name }) => name),
  async run({ measure, losskit, folder }) {
    for (const comparison of COMPARISONS) {
      const contestants = [
        { name: COMPARE, options: [] },
        ...(comparison.isShort ? [{ name: EAGER, options: ['--compile', 'off'] }] : []),
      ].map(({ name, options }) =>
        commandContestant(name, (run) => {
          // A folder that holds a comparison would have nothing left to train.
          const out = join(folder, `${name} ${comparison.name} ${run}`.replaceAll(' ', '-'));
          return [...losskit, 'compare', ...comparison.words, ...options, '--out', out];
        }),
      );
      const rounds = comparison.isShort ? 2 : 1;
      await measure(caseOf(comparison), { contestants, effort: { rounds, warmUp: 0, limit: 600 } });
    }
    return {};
  },
};
