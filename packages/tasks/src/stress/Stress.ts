import { ArgumentRangeError, rangeError, withNearestName } from '@losskit/errors';

import { imbalance } from './imbalance.ts';
import { labelNoise } from './labelNoise.ts';
import { outliers } from './outliers.ts';
import type { StressKind } from './StressKind.ts';
import { samples } from './samples.ts';

export const STRESS_KINDS = {
  outliers,
  'label-noise': labelNoise,
  imbalance,
  samples,
} as const satisfies Readonly<Record<string, StressKind>>;

export type StressName = keyof typeof STRESS_KINDS;

export const STRESS_NAMES: readonly StressName[] = ['outliers', 'label-noise', 'imbalance', 'samples'];

/** One way at one level. */
export interface Stress {
  readonly kind: StressName;
  readonly level: number;
}

function isStressName(name: string): name is StressName {
  return Object.hasOwn(STRESS_KINDS, name);
}

/** @throws RangeError for an unknown kind, naming the nearest one, or for a level out of its range. */
export function checkedStress(where: string, name: string, level: number): Stress {
  if (!isStressName(name)) {
    const known = STRESS_NAMES.join(', ');
    throw new ArgumentRangeError(
      `${where}: expected one of ${known} as stress, got ${withNearestName(name, STRESS_NAMES)}.`,
    );
  }
  const kind = STRESS_KINDS[name];
  if (!kind.isLevel(level)) throw rangeError(where, `levels of ${name} to be ${kind.levels}`, level);
  return { kind: name, level };
}
