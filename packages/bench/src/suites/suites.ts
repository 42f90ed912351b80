import { LosskitError, withNearestName } from '@losskit/errors';

import { large } from './large.ts';
import { losses } from './losses.ts';
import { memory } from './memory.ts';
import type { Suite } from './Suite.ts';
import { startUp } from './startUp.ts';
import { step } from './step.ts';
import { study } from './study.ts';

/** All parts of the benchmark, in the order in which they run. */
export const SUITES: readonly Suite[] = [step, losses, study, startUp, memory, large];

/**
 * The suites of the given names; all where there are none.
 *
 * @throws LosskitError `name-unknown` for a name that no suite has.
 */
export function findSuites(names: readonly string[]): readonly Suite[] {
  const known = SUITES.map(({ name }) => name);
  for (const name of names) {
    if (known.some((one) => one === name)) continue;
    throw new LosskitError(
      'name-unknown',
      `bench: expected suites out of ${known.join(', ')}, got ${withNearestName(name, known)}.`,
    );
  }
  return names.length === 0 ? SUITES : SUITES.filter(({ name }) => names.includes(name));
}
