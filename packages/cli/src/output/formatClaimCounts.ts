import { ARTICLES, type CheckedClaim, VERDICTS } from '@losskit/article';

import { formatTable } from './formatTable.ts';

/** How many statements of each article got each verdict. */
export function formatClaimCounts(checked: readonly CheckedClaim[]): string {
  const rows = VERDICTS.map((verdict) => {
    const found = checked.filter((one) => one.verdict === verdict);
    const ofArticle = ARTICLES.map((file) =>
      String(found.filter(({ claim }) => claim.article === file).length),
    );
    return [verdict, ...ofArticle, String(found.length)];
  });
  return formatTable(['verdict', ...ARTICLES.map((_, index) => `article ${index + 1}`), 'all'], rows);
}
