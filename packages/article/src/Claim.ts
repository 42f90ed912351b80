import { type Answer, allOf } from './Answer.ts';
import type { ArticleFile } from './articles.ts';
import type { Experiments } from './experiments/Experiments.ts';
import type { Quantity } from './quantity.ts';

/** What a measurement says about a statement. */
export const VERDICTS = [
  'holds',
  'holds with a condition',
  'does not hold',
  'undecided',
  'misprint',
  'not measurable here',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Measured numbers by a label that needs no translation: a symbol, a formula, the name of a loss. */
export type Quantities<Label extends string = string> = Readonly<Record<Label, Quantity>>;

/** A statement of one of the articles, and how it is checked. What it means in words is in the messages, by `id`. */
export interface Claim<Id extends string = string> {
  readonly id: Id;
  readonly article: ArticleFile;
  /** At most one sentence, as it stands there. */
  readonly quote: string;
  measure(experiments: Experiments): Promise<Quantities>;
  /** The verdict that follows from the numbers alone. */
  judge(quantities: Quantities): Verdict;
}

/** The verdict on a statement that is true or not. */
export function holdsIf(answer: Answer): Verdict {
  if (answer === undefined) return 'undecided';
  return answer ? 'holds' : 'does not hold';
}

/** The verdict on a statement of which `core` has to be true at all, and which needs a condition where `limit` is. */
export function holdsWithin(core: Answer, limit: Answer): Verdict {
  if (core !== true) return holdsIf(core);
  if (limit === undefined) return 'undecided';
  return limit ? 'holds with a condition' : 'holds';
}

/** The verdict on a statement of several parts: with a condition where only some are true. */
export function holdsInParts(parts: readonly Answer[]): Verdict {
  if (parts.includes(undefined)) return 'undecided';
  return parts.includes(true) ? holdsWithin(true, allOf(parts) === false) : 'does not hold';
}

interface ClaimDeclaration<Id extends string, Label extends string> {
  readonly id: Id;
  readonly article: ArticleFile;
  readonly quote: string;
  readonly measure: (experiments: Experiments) => Quantities<Label> | Promise<Quantities<Label>>;
  readonly rule: (quantities: Quantities<NoInfer<Label>>) => Verdict;
}

function hasAll<Label extends string>(
  quantities: Quantities,
  labels: readonly Label[],
): quantities is Quantities<Label> {
  return labels.every((label) => label in quantities);
}

/**
 * Declares a claim. The rule sees the measured numbers and nothing else, so that other numbers would give another verdict.
 *
 * @param labels - The numbers that the rule needs.
 */
export function defineClaim<const Id extends string, const Label extends string>(
  labels: readonly Label[],
  { id, article, quote, measure, rule }: ClaimDeclaration<Id, Label>,
): Claim<Id> {
  return {
    id,
    article,
    quote,
    measure: async (experiments) => measure(experiments),
    judge(quantities) {
      if (hasAll(quantities, labels)) return rule(quantities);
      throw new RangeError(
        `${id}: expected the numbers ${labels.join(', ')}, got ${Object.keys(quantities)}.`,
      );
    },
  };
}
