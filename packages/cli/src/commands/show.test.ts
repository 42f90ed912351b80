import { allLosses } from '@losskit/losses/registry';
import { wordsOf } from '@losskit/losses/words';
import stringWidth from 'string-width';
import { describe, expect, test, vi } from 'vitest';

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
    const ofBatches = JSON.parse((await runLosskit('show', 'ntXent', '--json')).stdout);
    expect(ofBatches.curve).toMatchObject({
      axis: 'groupAngle',
      fixed: expect.stringContaining('two groups'),
    });
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

describe('losskit show with several losses', () => {
  test('has them side by side, at any width that there is', async () => {
    for (const width of ['50', '60', '80', '100']) {
      vi.stubEnv('COLUMNS', width);
      const { exitCode, stdout, stderr } = await runLosskit('show', 'mse', 'nn.HuberLoss:delta=0.5');
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(stdout).toContain('A  meanSquaredError');
      expect(stdout).toContain('B  huber, delta 0.5');
      expect(stdout).toContain('delta = 0.5, default 1; delta > 0');
      for (const line of stdout.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(Number(width));
    }
    vi.unstubAllEnvs();
  });

  test('draws their curves over the axis that they share, with values and slopes', async () => {
    const { stdout } = await runLosskit('show', 'mse', 'mae', 'huber');
    const [, curves = ''] = stdout.split('\nCurves\n');
    const lines = curves.split('\n');
    expect(lines[0]).toMatch(/^ +9┤A +A$/);
    expect(lines[13]).toMatch(/^ +0┤ .*\*.* *$/);
    expect(curves).toContain('residual: prediction − target; * where several meet');
    expect(curves).toMatch(/^-3 +9 +-6 +3 +-1 +2.5 +-1$/m);
  });

  test('says which axes they have where they share none', async () => {
    const { stdout } = await runLosskit('show', 'huber', 'ce', 'ntXent');
    expect(stdout).toContain(
      'None: they share no axis (A over residual; B over probability, margin; C over groupAngle).',
    );
  });

  const others = allLosses.map(({ declaration }) => declaration.name).filter((name) => name !== 'huber');
  const threes = others.flatMap((_, place) => (place % 3 === 0 ? [others.slice(place, place + 3)] : []));
  test.each(threes.map((names) => [names.join(' '), names] as const))('compares %s', async (_, names) => {
    const { exitCode, stdout } = await runLosskit('show', 'huber', ...names);
    expect(exitCode).toBe(0);
    for (const name of names) expect(stdout).toContain(name);
    expect(stdout).toContain('\nCurves\n');
    expect(stdout).not.toContain('NaN');
  });

  test('prints them as one JSON object', async () => {
    const { stdout } = await runLosskit('show', 'mse', 'huber:delta=0.5', '--json');
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    const shown = JSON.parse(stdout);
    expect(shown).toMatchObject({
      axis: { name: 'residual', low: -3, high: 3 },
      losses: [
        { name: 'meanSquaredError', preset: {}, farSlopes: { trend: 'grows' } },
        { name: 'huber', preset: { delta: 0.5 }, farSlopes: { trend: 'bounded' } },
      ],
    });
    expect(shown.losses[1].elsewhere).toContain('torch.nn.functional.huber_loss');
    expect(shown.losses[1].curve.points[0]).toEqual({ x: -3, value: 1.375, slope: -0.5 });
    const apart = JSON.parse((await runLosskit('show', 'huber', 'ce', '--json')).stdout);
    expect(apart).toMatchObject({ axis: null, losses: [{ curve: null }, { curve: null }] });
  });

  test('prints no colour into a pipe', async () => {
    expect((await spawnLosskit(['show', 'huber', 'mse'])).stdout).not.toContain('\u001b');
  });

  test('shows a loss of two spellings once, and refuses more than four', async () => {
    const { stdout } = await runLosskit('show', 'mse', 'nn.MSELoss');
    expect(stdout).toBe((await runLosskit('show', 'meanSquaredError')).stdout);
    expect(await runLosskit('show', 'mse', 'mae', 'huber', 'cauchy', 'welsch')).toEqual({
      exitCode: 2,
      stdout: '',
      stderr: 'losskit: show: expected 4 losses at most, got 5; losskit plot draws any number.\n',
    });
  });
});
