import { expect, test } from 'vitest';

import { AXES } from '../../packages/losses/src/axes.ts';
import { lossSlices } from '../../packages/losses/src/curves.ts';
import { allLosses } from '../../packages/losses/src/registry.ts';
import { isTranslated, labelIn, rangeIn, sentenceIn, shapeIn, shortIn, TEXTS } from './language.mjs';

test('inputs and figures of every loss have Chinese words', () => {
  const texts = allLosses.flatMap(({ declaration }) => [
    ...declaration.layout.inputs.map(({ meaning }) => meaning),
    ...lossSlices(declaration).flatMap(({ axis, fixed }) => [AXES[axis].title, fixed]),
  ]);
  expect(texts.filter((text) => !isTranslated(text))).toEqual([]);
  expect(isTranslated('a text that nobody translated')).toBe(false);
});

test('families have Chinese names', () => {
  for (const { declaration } of allLosses)
    expect(labelIn('zh', 'family', declaration.family)).toMatch(/\p{Script=Han}/u);
});

test('a sentence whose English one has changed says so, and shows it', () => {
  const english = 'All real numbers, and more.';
  expect(sentenceIn('zh', ['huber', 'domain'], english)).toMatch(
    /\p{Script=Han}.*英文版已更新: All real numbers, and more\./u,
  );
  expect(sentenceIn('zh', ['huber', 'details', '1'], english)).toMatch(
    /\p{Script=Han}.*英文版已更新: All real numbers, and more\./u,
  );
  expect(sentenceIn('zh', ['nosuch', 'domain'], english)).toBe(english);
  expect(sentenceIn('en', ['huber', 'domain'], english)).toBe(english);
});

test('words of ranges and shapes are translated, conditions stay', () => {
  expect(rangeIn('zh', 'blank >= 0 and an integer')).toBe('blank >= 0，整数');
  expect(rangeIn('en', 'delta > 0')).toBe('delta > 0');
  expect(shortIn('en', 'targets')).toBe('targets');
  expect(shapeIn('zh', '[…] or […, classes]')).toBe('[…] 或 […, classes]');
  expect(shapeIn('zh', '[], or [batch] with perSample')).toBe('[]，用 perSample 时为 [batch]');
});

test('what a figure shows is a sentence with the signs of its language', () => {
  expect(TEXTS.en.curveOf('')).toMatch(/by the loss itself\.$/);
  expect(TEXTS.en.curveOf('target 3')).toMatch(/itself; target 3\.$/);
  expect(TEXTS.zh.curveOf('')).toMatch(/算出。$/);
  expect(TEXTS.zh.curveOf('目标值为 3')).toMatch(/算出；目标值为 3。$/);
});
