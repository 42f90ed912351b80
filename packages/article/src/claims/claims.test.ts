import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { EXPECTED_VERDICTS } from '../../fixtures/expectedVerdicts.ts';
import { experimentsFixture } from '../../fixtures/experimentsFixture.ts';
import { turnedQuantities } from '../../fixtures/turnedQuantities.ts';
import { ARTICLES } from '../articles.ts';
import { VERDICTS } from '../Claim.ts';
import { type CheckedClaim, measureClaims } from '../measureClaims.ts';
import { exact } from '../quantity.ts';
import { allClaims } from './index.ts';

let checked: readonly CheckedClaim[] = [];
beforeAll(async () => {
  checked = await measureClaims(experimentsFixture);
}, 600_000);

test('there are more than a hundred claims, and every article has some', () => {
  expect(allClaims.length).toBeGreaterThan(100);
  expect(new Set(allClaims.map(({ id }) => id)).size).toBe(allClaims.length);
  expect(new Set(allClaims.map(({ article }) => article))).toEqual(new Set(ARTICLES));
});

describe.each(allClaims)('$id', (claim) => {
  test('has the verdict that its measurement gives', () => {
    const found = checked.find((one) => one.claim === claim);
    expect(found?.verdict).toBe(EXPECTED_VERDICTS[claim.id]);
  });

  test('would have another verdict had the measurement turned out otherwise', () => {
    const found = checked.find((one) => one.claim === claim);
    const turned = turnedQuantities[claim.id];
    if (turned === undefined) {
      // Only what nothing here can decide may have a verdict that no number changes.
      expect(EXPECTED_VERDICTS[claim.id]).toBe('not measurable here');
      return;
    }
    for (const [verdict, numbers] of turned) {
      const labels = Object.keys(numbers);
      expect(Object.keys(found?.quantities ?? {})).toEqual(expect.arrayContaining(labels));
      const other = Object.fromEntries(
        Object.entries(numbers).map(([label, value]) => [label, exact(value)]),
      );
      expect(verdict).not.toBe(EXPECTED_VERDICTS[claim.id]);
      expect(claim.judge({ ...found?.quantities, ...other })).toBe(verdict);
    }
  });

  test('refuses to judge without its numbers', () => {
    if (turnedQuantities[claim.id] !== undefined)
      expect(() => claim.judge({})).toThrow(`${claim.id}: expected`);
  });
});

test('every verdict occurs', () => {
  expect(new Set(checked.map(({ verdict }) => verdict))).toEqual(new Set(VERDICTS));
});

const folder = fileURLToPath(new URL('../../../../../shared/articles/', import.meta.url));
test.skipIf(!existsSync(folder))('each quote stands in its article, and is one sentence at most', () => {
  const plain = (text: string) => text.replace(/[\s$`*]|<\/?def>/g, '');
  for (const { article, quote } of allClaims) {
    expect(plain(readFileSync(`${folder}${article}`, 'utf8'))).toContain(plain(quote));
    expect(quote.match(/[。！？](?=.)/g) ?? []).toEqual([]);
  }
});
