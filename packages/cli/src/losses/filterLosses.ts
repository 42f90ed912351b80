import { LosskitError, withNearestName } from '@losskit/errors';
import type { AnyLoss, LossDeclaration } from '@losskit/losses/contract';
import { KINDS } from '@losskit/tasks/kinds';

/** Words of one sort, and which losses each of them is said of. */
interface WordGroup {
  readonly title: string;
  readonly words: ReadonlyMap<string, (declaration: LossDeclaration) => boolean>;
}

/** Every word that a list gives for each loss, with the losses that have it. */
function wordsOfLosses(
  losses: readonly AnyLoss[],
  words: (declaration: LossDeclaration) => readonly string[],
): WordGroup['words'] {
  const all = new Set(losses.flatMap(({ declaration }) => words(declaration)));
  return new Map([...all].sort().map((word) => [word, (declaration) => words(declaration).includes(word)]));
}

function wordGroups(losses: readonly AnyLoss[]): readonly WordGroup[] {
  const kinds = Object.values(KINDS).map((kind) => [kind.name, kind.fits.bind(kind)] as const);
  return [
    { title: 'families', words: wordsOfLosses(losses, ({ family }) => [family]) },
    { title: 'kinds of a task', words: new Map(kinds) },
    { title: 'targets', words: wordsOfLosses(losses, ({ target }) => [target]) },
    { title: 'inputs', words: wordsOfLosses(losses, ({ layout }) => layout.inputs.map(({ name }) => name)) },
  ];
}

/** What is the same in `logProbabilities`, `log-probabilities` and `log probabilities`. */
function plain(word: string): string {
  return word.toLowerCase().replace(/[\s_-]/g, '');
}

/**
 * The losses that every word is said of: as their family, as a kind of task that they fit, as what they are compared with or as an
 * input. A word of several sorts is said of the losses of each.
 *
 * @throws LosskitError `option-invalid` with the nearest word and all that there are.
 */
export function filterLosses(
  option: string,
  words: readonly string[],
  losses: readonly AnyLoss[],
): readonly AnyLoss[] {
  const groups = wordGroups(losses);
  const known = groups.flatMap((group) => [...group.words]);
  const filters = words.map((word) => {
    const meant = known.filter(([one]) => plain(one) === plain(word)).map(([, has]) => has);
    if (meant.length > 0) return meant;
    const names = known.map(([one]) => one);
    const lists = groups.map((group) => `\n  ${group.title}: ${[...group.words.keys()].join(', ')}`);
    throw new LosskitError(
      'option-invalid',
      `${option}: expected a family, a kind of target or an input, got ${withNearestName(word, names)}.${lists.join('')}`,
    );
  });
  return losses.filter(({ declaration }) => filters.every((meant) => meant.some((has) => has(declaration))));
}
