import { ArgumentRangeError, describeValue, nearestName } from '@losskit/errors';
import type { AnyLoss } from './contract/declaration.ts';
import * as losses from './index.ts';
import { AMBIGUOUS, SUFFIX, spellingOf, spellingsOf } from './spellings.ts';

/**
 * Every loss that the package exports, by name (a module namespace is sorted, whatever the order of its
 * lines).
 */
export const allLosses: readonly AnyLoss[] = Object.values(losses);

/** What a loss is called: its name and its aliases. */
function namesOf({ declaration }: AnyLoss): readonly string[] {
  return [declaration.name, ...declaration.aliases];
}

/** Every spelling that one of the entries answers to, with and without the suffix. */
function bySpelling<Value>(entries: readonly (readonly [name: string, value: Value])[]): Map<string, Value> {
  return new Map(
    entries.flatMap(([name, value]) => {
      const spelling = spellingOf(name);
      const bare = spelling.endsWith(SUFFIX) ? [] : [[`${spelling}${SUFFIX}`, value] as const];
      return [[spelling, value] as const, ...bare];
    }),
  );
}

const found = bySpelling(allLosses.flatMap((loss) => namesOf(loss).map((name) => [name, loss] as const)));
const ambiguous = bySpelling(Object.entries(AMBIGUOUS));

/** `'hubr' (did you mean 'huber'?)`, whatever way of writing and suffix the name has. */
function withNearestLoss(name: string): string {
  const wanted = spellingsOf(name).at(-1) ?? '';
  const bare = wanted.endsWith(SUFFIX) ? wanted.slice(0, -SUFFIX.length) : wanted;
  const names = allLosses.flatMap(namesOf);
  const nearest = nearestName(bare, names) ?? nearestName(wanted, names);
  return nearest === undefined
    ? describeValue(name)
    : `${describeValue(name)} (did you mean ${describeValue(nearest)}?)`;
}

/**
 * Finds a loss by its name or one of its aliases, as losskit or another library writes it: `crossEntropy`, `cross_entropy`,
 * `cross-entropy`, `Cross entropy`, `CrossEntropyLoss`, `nn.CrossEntropyLoss`, `torch.nn.functional.cross_entropy`.
 *
 * @throws RangeError that offers the nearest name, or the losses that a name means in different libraries.
 * @example
 * ```ts
 * findLoss('tf.keras.losses.MeanSquaredError').declaration.name; // 'meanSquaredError'
 * ```
 */
export function findLoss(name: string): AnyLoss {
  for (const spelling of spellingsOf(name)) {
    const loss = found.get(spelling);
    if (loss) return loss;
    const meanings = ambiguous.get(spelling);
    if (!meanings) continue;
    throw new ArgumentRangeError(
      `losses: expected the name of one loss, got ${describeValue(name)}, which is ${meanings.slice(0, -1).join(', ')} or ${meanings.at(-1)}.`,
    );
  }
  throw new ArgumentRangeError(`losses: expected the name of a loss, got ${withNearestLoss(name)}.`);
}
