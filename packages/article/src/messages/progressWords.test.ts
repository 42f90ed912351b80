import { expect, test } from 'vitest';

import { PROGRESS_WORDS } from './progressWords.ts';

test('in Chinese all that is said on the way is Chinese', () => {
  const { experiments, continuing, measuring, finished, stopped, verdicts, comparison } = PROGRESS_WORDS.zh;
  const said = [
    ...Object.values(experiments),
    continuing,
    measuring(100),
    finished(60, '1.html').replace('1.html', ''),
    stopped('1').replace('--out 1', ''),
    ...Object.values(verdicts),
    comparison?.backend('1', '2') ?? 'none',
    comparison?.runs(3, 10) ?? 'none',
  ];
  for (const text of said) expect(text).toMatch(/^[^A-Za-z]*\p{Script=Han}[^A-Za-z]*$/u);
});

test('seconds are counted down as in English', () => {
  const left = PROGRESS_WORDS.zh.comparison?.left;
  expect([undefined, 0, 0.2, 89, 150].map((seconds) => left?.(seconds))).toEqual([
    '正在估计时间',
    '完成',
    '还需 1 秒',
    '还需 89 秒',
    '还需 3 分钟',
  ]);
});
