import { pngDataUri, rowSize } from '@losskit/data';
import type { RunRecord, StudyResult } from '@losskit/study';
import { pineapplePictures } from '@losskit/tasks/built-in';

import type { Quantity } from '../quantity.ts';
import { meanOverSeeds } from './meanOverSeeds.ts';
import { onlyTask } from './onlyTask.ts';

/** Pineapples that the report shows. */
const SAMPLES = 6;

/** Largest probability of each picture. */
interface Certainties {
  readonly known: readonly number[];
  readonly unknown: readonly number[];
}

/** What a classifier of apples, pears and oranges says of pineapples. */
export interface UnknownFruitResult {
  /** With the certainties of the first seed. */
  readonly losses: readonly ({
    readonly loss: string;
    /** Accuracy on known fruits. */
    readonly accuracy: Quantity;
    /** Fraction of pineapples that get one of the three names with more than 90 % probability. */
    readonly sure: Quantity;
    /** Fraction of pineapples below the largest probability that 95 % of the known fruits reach. */
    readonly refused: Quantity;
    /** Probability that a known fruit has a larger largest probability than a pineapple. */
    readonly auc: Quantity;
  } & Certainties)[];
  /** Some of the pineapples, as PNG data URIs. */
  readonly samples: readonly string[];
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'number');
}

/** A run keeps its certainties as JSON, and only the first seed does; a run that diverged has none. */
function certaintiesOf(runs: readonly RunRecord[], loss: string): Certainties {
  const certainties = runs.find((run) => run.loss === loss && run.seed === 0)?.exhibits.certainties;
  if (typeof certainties === 'object' && certainties !== null && !Array.isArray(certainties)) {
    const { known, unknown } = certainties;
    if (isNumbers(known) && isNumbers(unknown)) return { known, unknown };
  }
  return { known: [], unknown: [] };
}

function pineappleSamples(): string[] {
  const pictures = pineapplePictures(0, SAMPLES);
  const size = rowSize(pictures);
  const [height = 0, width = 0] = pictures.rowShape;
  return Array.from({ length: SAMPLES }, (_, row) =>
    pngDataUri(pictures.values.subarray(row * size, (row + 1) * size), width, height),
  );
}

/** Reads a comparison on `unknownFruitTask`; losses in the order of the task. */
export function readUnknownFruit({ comparison, runs }: StudyResult): UnknownFruitResult {
  const result = onlyTask(comparison);
  return {
    losses: comparison.config.losses.map((loss) => ({
      loss,
      accuracy: meanOverSeeds(result, loss, 'accuracy'),
      sure: meanOverSeeds(result, loss, 'sure'),
      refused: meanOverSeeds(result, loss, 'refused'),
      auc: meanOverSeeds(result, loss, 'auc'),
      ...certaintiesOf(runs, loss),
    })),
    samples: pineappleSamples(),
  };
}
