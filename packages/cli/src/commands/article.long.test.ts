import { describe, expect, test } from 'vitest';

import { runLosskit } from '../../fixtures/runLosskit.ts';

describe('losskit article', () => {
  test('refuses a language that it does not write, and too few seeds for an interval', async () => {
    const language = await runLosskit('article', '--lang', 'fr');
    expect([language.exitCode, language.stdout]).toEqual([2, '']);
    expect(language.stderr).toContain('zh, en');
    const seeds = await runLosskit('article', '--seeds', '1');
    expect([seeds.exitCode, seeds.stdout]).toEqual([2, '']);
    expect(seeds.stderr).toBe("losskit: --seeds: expected a whole number from 2 to 10000, got '1'.\n");
  });

  test('says what is wrong with a folder of photographs before any training on it', async () => {
    const { exitCode, stdout, stderr } = await runLosskit(
      'article',
      '--data',
      '/nonexistent/photographs',
      '--out',
      '/nonexistent/article',
    );
    expect([exitCode, stdout]).toEqual([1, '']);
    expect(stderr).toContain('/nonexistent/photographs');
  });
});
