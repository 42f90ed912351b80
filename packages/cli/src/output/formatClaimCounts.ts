import { ARTICLES, type CheckedClaim, type ProgressWords, VERDICTS } from '@losskit/article';

import { formatTable } from './formatTable.ts';

/** How many statements of each article got each verdict. */
export function formatClaimCounts(checked: readonly CheckedClaim[], words: ProgressWords): string {
  const rows = VERDICTS.map((verdict) => {
    const found = checked.filter((one) => one.verdict === verdict);
    const ofArticle = ARTICLES.map((file) =>
      String(found.filter(({ claim }) => claim.article === file).length),
    );
    return [words.verdicts[verdict], ...ofArticle, String(found.length)];
  });
  return formatTable(
    [words.verdict, ...ARTICLES.map((_, index) => words.article(index + 1)), words.all],
    rows,
  );
}
