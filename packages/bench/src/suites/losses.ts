import type { Case } from '../cases/Case.ts';
import { sizeOf } from '../cases/problem.ts';
import type { Threads } from '../protocol/threads.ts';
import type { Suite } from './Suite.ts';

const LOSSES = [
  'meanSquaredError',
  'meanAbsoluteError',
  'huber',
  'binaryCrossEntropyWithLogits',
  'binaryFocal',
  'crossEntropy',
  'categoricalFocal',
];
const SHAPES = [
  [32, 10],
  [4096, 1000],
];
const SEQUENCES = [
  [32, 100, 64],
  [32, 400, 64],
];
/** From so many numbers on, plain JavaScript takes seconds, and several threads may pay. */
const LARGE = 500_000;

interface LossCase extends Case {
  readonly isLarge: boolean;
}

function caseOf(loss: string, shape: readonly number[]): LossCase {
  const isLarge = sizeOf(shape) > LARGE;
  return {
    name: `${loss} ${shape.join('x')}`,
    description: `value and gradient of ${loss}, predictions of shape [${shape.join(', ')}]`,
    work: { kind: 'loss', loss, shape },
    unit: 1,
    checkSteps: 1,
    targets: [],
    isLarge,
    without: isLarge ? ['tfjs cpu', 'losskit step cpu'] : [],
  };
}

const CASES = [
  ...LOSSES.flatMap((loss) => SHAPES.map((shape) => caseOf(loss, shape))),
  ...SEQUENCES.map((shape) => caseOf('ctc', shape)),
];

function casesOn(threads: Threads): readonly Case[] {
  return threads === 'one' ? CASES : CASES.filter(({ isLarge }) => isLarge);
}

export const losses: Suite = {
  name: 'losses',
  description: 'value and gradient of losses',
  threads: 'as asked',
  parts: (threads) => casesOn(threads).map(({ name }) => name),
  async run({ measure, threads }) {
    for (const one of casesOn(threads))
      await measure(one, { effort: { rounds: 9, warmUp: 0.1, limit: 0.5 } });
    return {};
  },
};
