import { type Html, html } from './html.ts';

const KNOWN: Readonly<Record<string, string>> = {
  rmse: 'RMSE',
  meanAbsoluteError: 'MAE',
  rSquared: 'R²',
  auc: 'AUC',
  rocAuc: 'ROC AUC',
  brier: 'Brier score',
  meanIntersectionOverUnion: 'mean IoU',
  continuousRankedProbabilityScore: 'CRPS',
  meanAveragePrecisionAtR: 'MAP@R',
  meanAbsolutePercentageError: 'MAPE',
  symmetricMeanAbsolutePercentageError: 'SMAPE',
  psnr: 'PSNR',
  ndcg: 'NDCG',
  intersectionOverUnion: 'IoU',
};

/** A metric's name for people: `macroF1` is read as `macro F1`. */
export function metricTitle(name: string): string {
  return (
    KNOWN[name] ?? name.replace(/([a-z])([A-Z])/g, (_, before, after) => `${before} ${lowerWord(after)}`)
  );
}

function lowerWord(letter: string): string {
  return letter === 'F' ? letter : letter.toLowerCase();
}

/**
 * A camel-case name that may break between its words, so that it fits a narrow column; one of a loss between
 * its options and penalties too, but not within their values.
 */
export function breakableName(name: string): Html {
  return html`${breakableParts(name).map((part, index) => (index === 0 ? part : html`<wbr>${part}`))}`;
}

function breakableParts(name: string): string[] {
  return name.split(/(?<=[a-z0-9])(?=[A-Z+])|(?<=[+:,/_ ])|(?<=[.-])(?!\d)/);
}

/**
 * A name with its middle left out when it is longer than `length`; for labels inside figures, which cannot
 * wrap.
 */
export function shortenedName(name: string, length: number): string {
  const characters = [...name];
  if (characters.length <= length) return name;
  const head = Math.ceil((length - 1) / 2);
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (length - 1 - head)).join('')}`;
}

/** Words are not cut below this. */
const MIN_WORD = 6;

/**
 * A loss's name of at most `length` characters: its words are cut, the longest first, and the values of its
 * options are kept, by which it is told from others. `crossEntropy:labelSmo…=0.1+l2Pen…:lambda=0.01`.
 */
export function shortenedLoss(name: string, length: number): string {
  const parts = name.split(/([:,+]|=[^,+]*)/);
  const isWord = (part: string) => /^[A-Za-z]/.test(part);
  const over = () => [...parts.join('')].length - length;
  while (over() > 0) {
    const longest = Math.max(0, ...parts.filter(isWord).map((part) => part.length));
    if (longest <= MIN_WORD) return shortenedName(parts.join(''), length);
    const place = parts.findIndex((part) => isWord(part) && part.length === longest);
    parts[place] = `${(parts[place] ?? '').replace(/.…?$/u, '')}…`;
  }
  return parts.join('');
}

/** A loss's name in at most three lines of about `length` characters, for labels inside figures. */
export function nameLines(name: string, length: number): string[] {
  const lines: string[] = [];
  for (const part of breakableParts(shortenedLoss(name, 3 * length - 6))) {
    const last = lines[lines.length - 1];
    if (last === undefined || (lines.length < 3 && [...last, ...part].length > length)) lines.push(part);
    else lines[lines.length - 1] = last + part;
  }
  return lines.map((line) => line.trim());
}

/** With a capital letter, as a sentence begins. */
export function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** `apple, pear and orange`. */
export function listInWords(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1] ?? ''}`;
}
