import { describe, expect, test } from 'vitest';

import { studyFixture } from '../fixtures/studyFixture.ts';
import { renderReport, reportFiles } from './index.ts';

const study = studyFixture({
  regressionTasks: ['linear', 'a/../b', 'a-..-b'],
  regressionLosses: ['huber', 'meanSquaredError'],
  classificationLosses: ['crossEntropy', 'nll'],
  featureNames: ['x', 'z'],
});
const files = await reportFiles(study);
const names = [...files.keys()];

describe('the files of a report', () => {
  test('are the report itself, and its main figures as SVG and PNG', async () => {
    expect(files.get('report.html')).toBe(await renderReport(study));
    for (const figure of ['linear-differences', 'linear-rmse', 'linear-seed-by-seed', 'fruit-accuracy'])
      expect(names).toEqual(expect.arrayContaining([`figures/${figure}.svg`, `figures/${figure}.png`]));
    for (const [name, content] of files) {
      if (name.endsWith('.svg')) expect(content).toMatch(/^<svg .*fill="white"/s);
      if (name.endsWith('.png')) expect([...content.slice(1, 4)]).toEqual([...Buffer.from('PNG')]);
    }
  });

  test('have names of their own that stay in their folder', () => {
    expect(names.filter((name) => name !== 'report.html')).toEqual(
      names.filter((name) => /^figures\/[\p{L}\p{N}._~-]+\.(svg|png)$/u.test(name)),
    );
    expect(names).toEqual(
      expect.arrayContaining(['figures/a-..-b-differences.svg', 'figures/a-..-b-differences~2.svg']),
    );
  });
});
