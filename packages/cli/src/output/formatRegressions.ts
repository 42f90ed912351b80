import type { Regressions } from '@losskit/study';

import { colours } from './colours.ts';
import { wrapWords } from './wrapWords.ts';

/** `1 loss was`, `3 losses were` */
function countOf(compared: number): string {
  return compared === 1 ? '1 loss was' : `${compared} losses were`;
}

/** What became worse since the comparison in `file`, a sentence each, or that nothing did; then what could not be compared. */
export function formatRegressions(
  { regressions, compared, notes }: Regressions,
  file: string,
  width: number = Number.POSITIVE_INFINITY,
): string {
  const nothing = `Nothing is worse than in ${file}: ${countOf(compared)} compared.`;
  const found = regressions.map(({ sentence }) => colours.red(wrapWords(sentence, width)));
  return [
    ...(found.length > 0 || compared === 0 ? found : [wrapWords(nothing, width)]),
    ...notes.map((note) => colours.dim(wrapWords(note, width))),
  ].join('\n');
}
