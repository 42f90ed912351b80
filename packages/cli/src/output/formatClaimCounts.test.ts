import { ARTICLES, PROGRESS_WORDS, VERDICTS } from '@losskit/article';
import { expect, test } from 'vitest';

import { formatClaimCounts } from './formatClaimCounts.ts';

test('has a row for each verdict and a column for each article, in the language of the report', () => {
  const english = formatClaimCounts([], PROGRESS_WORDS.en).split('\n');
  expect(english).toHaveLength(1 + VERDICTS.length);
  expect(english[0]).toMatch(/^verdict +article 1 .* all$/);
  const chinese = formatClaimCounts([], PROGRESS_WORDS.zh).split('\n');
  expect(chinese[0]).toMatch(/^结论 +第 1 篇 .* 合计$/);
  expect(chinese[0]?.match(/第 \d 篇/g)).toHaveLength(ARTICLES.length);
  expect(chinese.join('\n')).not.toMatch(/[A-Za-z]/);
});
