import { allLosses } from '@losskit/losses/registry';
import { wordsOf } from '@losskit/losses/words';
import { describe, expect, test } from 'vitest';

import { runLosskit, spawnLosskit } from '../../fixtures/runLosskit.ts';

describe('losskit show', () => {
  test.each(allLosses.map(({ declaration }) => declaration))('explains $name', async (declaration) => {
    const { exitCode, stdout, stderr } = await runLosskit('show', declaration.name);
    expect([exitCode, stderr]).toEqual([0, '']);
    const text = stdout.replace(/\s+/g, ' ');
    const { layout, options, aliases } = declaration;
    const words = wordsOf(declaration.name);
    expect(words).toBeDefined();
    const { options: meanings = {}, formula, elsewhere = [], ...sentences } = words ?? {};
    expect(text).toMatch(new RegExp(`^${declaration.name} \\(${declaration.family}`));
    for (const sentence of [...Object.values(sentences), ...elsewhere]) expect(text).toContain(sentence);
    expect(formula).not.toBe('');
    for (const { name, meaning } of layout.inputs)
      expect(text).toMatch(new RegExp(`${name} .*${meaning[0]}`));
    expect(Object.keys(meanings).sort()).toEqual(Object.keys(options).sort());
    for (const [name, meaning] of Object.entries(meanings)) {
      expect(text).toContain(`${name} = `);
      expect(text).toContain(meaning);
    }
    for (const alias of aliases) expect(text).toContain(alias);
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(130);
  });

  test('draws the curve', async () => {
    const { stdout } = await runLosskit('show', 'mse');
    const chart = stdout.slice(stdout.indexOf('Curve\n'), stdout.indexOf('Source\n')).split('\n');
    expect(chart[1]).toMatch(/^ +9┼╮ +╭$/);
    expect(chart[10]).toMatch(/^ +0┤ +╰─+╯$/);
    expect(chart[11]).toMatch(/^ +-3 +3$/);
    expect(chart[12]).toBe('  residual: prediction − target');
  });

  test('draws it for the options that are given', async () => {
    const { stdout } = await runLosskit('show', 'huber:delta=0.5');
    expect(stdout).toContain('1.38┼');
    expect((await runLosskit('show', 'huber')).stdout).toContain('2.5┼');
  });

  test('prints no colour into a pipe', async () => {
    const { stdout } = await spawnLosskit(['show', 'huber']);
    expect(stdout).not.toContain('\u001b');
    expect(stdout).toContain('{ ½ (ŷ − y)² if |ŷ − y| ≤ δ; δ (|ŷ − y| − ½ δ) otherwise }');
  });

  test('prints declaration and curve as one JSON object', async () => {
    const { stdout } = await runLosskit('show', 'mae', '--json');
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    const shown = JSON.parse(stdout);
    expect(shown).toMatchObject({
      name: 'meanAbsoluteError',
      formulaText: '|ŷ − y|',
      curve: { axis: 'residual', fixed: '' },
    });
    expect(shown.curve.points).toHaveLength(61);
    expect(shown.curve.points[0]).toEqual({ x: -3, value: 3, slope: -1 });
    expect(JSON.parse((await runLosskit('show', 'ntXent', '--json')).stdout)).toMatchObject({ curve: null });
  });

  test('offers the nearest name', async () => {
    expect(await runLosskit('show', 'croosEntropy')).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        "losskit: loss: expected the name of a loss, got 'croosEntropy' (did you mean 'crossEntropy'?).\n",
    });
  });
});
