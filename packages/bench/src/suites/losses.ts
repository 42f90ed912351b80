import type { Case } from '../cases/Case.ts';
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
  [32, 1000],
  [4096, 10],
  [4096, 1000],
];
const SEQUENCES = [
  [32, 100, 64],
  [32, 200, 64],
  [32, 400, 64],
];
/** From so many numbers on, plain JavaScript takes seconds. */
const LARGE = 1_000_000;

function caseOf(loss: string, shape: readonly number[]): Case {
  const size = shape.reduce((product, side) => product * side, 1);
  return {
    name: `${loss} ${shape.join('x')}`,
    description: `value and gradient of ${loss}, predictions of shape [${shape.join(', ')}]`,
    work: { kind: 'loss', loss, shape },
    unit: 1,
    checkSteps: 1,
    targets: [],
    without: size > LARGE ? ['tfjs cpu', 'losskit step cpu'] : [],
  };
}

const CASES = [
  ...LOSSES.flatMap((loss) => SHAPES.map((shape) => caseOf(loss, shape))),
  ...SEQUENCES.map((shape) => caseOf('ctc', shape)),
];

export const losses: Suite = {
  name: 'losses',
  description: 'value and gradient of losses',
  threads: 'as asked',
  async run({ measure }) {
    for (const one of CASES) await measure(one, { effort: { rounds: 9, warmUp: 0.1, limit: 1 } });
    return {};
  },
};
