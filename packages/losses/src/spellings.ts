/** Parts of a path that say where a library keeps its losses, not which one is meant: `optax.losses.huber_loss`. */
const SHELVES: ReadonlySet<string> = new Set(['losses', 'loss', 'nn', 'functional', 'ops']);

/** What the libraries write behind the name of a loss, or don't. */
export const SUFFIX = 'loss';

/** One part of a path in the characters that every way of writing it shares: `Smooth-L1`, `smooth_l1`, `Smooth L1`, `smoothL1`. */
function lettersOf(part: string): string {
  return part
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\s_\p{Dash}\p{M}]/gu, '');
}

/**
 * The forms in which a name is looked up, most specific first: without capitals, accents and separators, then without
 * one module after the other in front of it.
 *
 * @example
 * ```ts
 * spellingsOf('tf.keras.losses.Mean_Squared-error'); // ['tf.keras.meansquarederror', 'keras.meansquarederror', 'meansquarederror']
 * ```
 */
export function spellingsOf(name: string): readonly string[] {
  const parts = name.split('.').map(lettersOf);
  const path = parts.filter((part, place) => place === parts.length - 1 || !SHELVES.has(part));
  return path.map((_, start) => path.slice(start).join('.'));
}

/** A name as it is listed: all of it, with the module in front where a library's own meaning is declared. */
export function spellingOf(name: string): string {
  return spellingsOf(name)[0] ?? '';
}

/**
 * Names that mean different losses in different libraries, and which ones. With its library in front, a name may still be an alias.
 */
export const AMBIGUOUS: Readonly<Record<string, readonly string[]>> = {
  focal: ['binaryFocal', 'categoricalFocal'],
  iou: ['boxIou', 'jaccard'],
  l2: ['meanSquaredError', 'halfSquaredError', 'l2Penalty'],
  lovasz: ['lovaszHinge', 'lovaszSoftmax'],
  'pytorchmetriclearning.tripletmargin': [
    'batchAllTriplet',
    'batchHardTriplet',
    'batchHardSoftMarginTriplet',
  ],
  softmax: ['crossEntropy', 'rankingSoftmax'],
};
