import { ArgumentRangeError, withNearestName } from '@losskit/errors';
import type { AnyLoss } from './contract/declaration.ts';
import * as losses from './index.ts';

/**
 * Every loss that the package exports, by name (a module namespace is sorted, whatever the order of its
 * lines).
 */
export const allLosses: readonly AnyLoss[] = Object.values(losses);

/**
 * Finds a loss by its name or one of its aliases.
 *
 * @throws RangeError that offers the nearest name.
 */
export function findLoss(name: string): AnyLoss {
  const found = allLosses.find(
    ({ declaration }) => declaration.name === name || declaration.aliases.includes(name),
  );
  if (found) return found;
  const names = allLosses.flatMap(({ declaration }) => [declaration.name, ...declaration.aliases]);
  throw new ArgumentRangeError(`losses: expected the name of a loss, got ${withNearestName(name, names)}.`);
}
