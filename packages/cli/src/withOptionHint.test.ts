import { expect, test } from 'vitest';

import { runLosskit } from '../fixtures/runLosskit.ts';

test.each([
  [['train', 'linear', '--lr', '0.1'], '--lr', 'Did you mean --learning-rate?'],
  [['train', 'linear', '--loss', 'huber', '--los', 'x'], '--los', 'Did you mean --loss?'],
  [['compare', 'linear', '--repeats', '3'], '--repeats', 'Did you mean --seeds?'],
  [['compare', 'linear', '-o', 'x'], '-o', 'Did you mean --out?'],
  [
    ['compare', 'linear', '--lr', '0.1'],
    '--lr',
    'Learning rates are searched for; losskit train takes --learning-rate.',
  ],
  [
    ['train', 'linear', '--loss', 'mse', '--batch-size', '8'],
    '--batch-size',
    "A task of one's own says it: batchSize of defineTask.",
  ],
  [['article', '--language', 'zh'], '--language', 'Did you mean --lang?'],
  [
    ['compare', 'linear', '--delta', '0.5'],
    '--delta',
    'An option of a loss is part of its name, such as --losses <name>:delta=<value>.',
  ],
  [
    ['train', 'linear', '--label-smoothing', '0.1'],
    '--label-smoothing',
    'An option of a loss is part of its name, such as --loss <name>:labelSmoothing=<value>.',
  ],
])('%j has a hint', async (words, option, hint) => {
  const { exitCode, stderr, stdout } = await runLosskit(...words);
  expect([exitCode, stdout]).toEqual([2, '']);
  expect(stderr).toBe(`losskit: unknown option '${option}'\n(${hint})\n`);
});

test('an option that nothing explains has none, and where ours is not an option it is not named', async () => {
  expect((await runLosskit('compare', 'linear', '--zzzz')).stderr).toBe("losskit: unknown option '--zzzz'\n");
  expect((await runLosskit('doctor', '--lr', '1')).stderr).toBe("losskit: unknown option '--lr'\n");
});

test('what is typed cannot act on the terminal', async () => {
  const { stderr } = await runLosskit('compare', 'linear', '--\u001b[31mred');
  expect(stderr).toContain('--\\u001b[31mred');
  expect((await runLosskit('show', 'hub\u202er')).stderr).toContain("'hub\\u202er' (did you mean 'huber'?)");
});
