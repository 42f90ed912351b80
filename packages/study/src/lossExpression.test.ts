import { LosskitError } from '@losskit/errors';
import { describe, expect, it } from 'vitest';

import { fitsTask, lossesOfGroup, parseLoss, type TaskKind } from './lossExpression.ts';

function problemWith(text: string): LosskitError {
  try {
    parseLoss(text);
  } catch (error) {
    if (error instanceof LosskitError) return error;
    throw error;
  }
  throw new Error(`expected a problem with '${text}'`);
}

describe('parseLoss', () => {
  it('turns aliases into full names', () => {
    expect(parseLoss('mse').name).toBe('meanSquaredError');
    expect(parseLoss(' l1 ').name).toBe('meanAbsoluteError');
  });

  it('reads penalties in the order written', () => {
    const { name, penalties } = parseLoss('mse + l2Penalty+l1Penalty');
    expect(name).toBe('meanSquaredError+l2Penalty+l1Penalty');
    expect(penalties.map(({ declaration }) => declaration.name)).toEqual(['l2Penalty', 'l1Penalty']);
  });

  it('offers the nearest name', () => {
    const problem = problemWith('hubr');
    expect(problem.code).toBe('name-unknown');
    expect(problem.message).toBe("losses: expected the name of a loss, got 'hubr' (did you mean 'huber'?).");
    expect(problemWith('mse+l2Penalti').message).toContain("did you mean 'l2Penalty'?");
    expect(problemWith('').code).toBe('name-unknown');
    expect(problemWith('mse+').code).toBe('name-unknown');
  });

  it('refuses a penalty in front and a loss behind', () => {
    expect(problemWith('l2Penalty').message).toBe(
      "losses: expected a loss before the penalty, as in meanSquaredError+l2Penalty, got 'l2Penalty'.",
    );
    const second = problemWith('mse+mae');
    expect(second.code).toBe('option-invalid');
    expect(second.message).toBe(
      "losses: expected a penalty after '+', got 'meanAbsoluteError'; one model has one loss.",
    );
  });
});

describe('fitsTask', () => {
  it('lets losses on values train both kinds of task, and losses on classes only classifiers', () => {
    expect(fitsTask(parseLoss('mse'), 'regression')).toBe(true);
    expect(fitsTask(parseLoss('mse'), 'classification')).toBe(true);
    expect(fitsTask(parseLoss('crossEntropy'), 'regression')).toBe(false);
    expect(fitsTask(parseLoss('crossEntropy'), 'classification')).toBe(true);
  });

  it('lets overlap losses train classifiers, and losses on embeddings neither', () => {
    for (const name of ['dice', 'lovaszSoftmax', 'lovaszHinge']) {
      expect(fitsTask(parseLoss(name), 'classification')).toBe(true);
      expect(fitsTask(parseLoss(name), 'regression')).toBe(false);
    }
    for (const name of ['tripletMargin', 'ntXent', 'circle']) {
      expect(fitsTask(parseLoss(name), 'classification')).toBe(false);
      expect(fitsTask(parseLoss(name), 'regression')).toBe(false);
    }
  });

  it('lets losses on sets of labels train classifiers, and none that needs what a task has not', () => {
    for (const name of ['multilabelSoftMargin', 'asymmetric', 'generalizedCrossEntropy', 'softF1']) {
      expect(fitsTask(parseLoss(name), 'classification')).toBe(true);
      expect(fitsTask(parseLoss(name), 'regression')).toBe(false);
    }
    for (const name of ['linearCrossEntropy', 'rankingSoftmax']) {
      expect(fitsTask(parseLoss(name), 'classification')).toBe(false);
    }
  });
});

describe('lossesOfGroup', () => {
  const namesOf = (group: 'common' | 'all', kind: TaskKind) =>
    lossesOfGroup(group, kind).map(({ name }) => name);

  it.each(['regression', 'classification'] as const)('names only losses that fit %s, each once', (kind) => {
    const all = lossesOfGroup('all', kind);
    expect(all.every((one) => fitsTask(one, kind))).toBe(true);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it.each(['regression', 'classification'] as const)('all holds what common holds for %s', (kind) => {
    expect(namesOf('all', kind)).toEqual(expect.arrayContaining(namesOf('common', kind)));
  });

  it('common is what the main job compares', () => {
    expect(namesOf('common', 'regression').sort()).toEqual([
      'halfSquaredError',
      'huber',
      'meanAbsoluteError',
      'meanSquaredError',
      'meanSquaredError+l1Penalty',
      'meanSquaredError+l2Penalty',
      'smoothL1',
    ]);
    expect(namesOf('common', 'classification')).toHaveLength(15);
  });

  it('puts the penalties on the standard loss of the task', () => {
    expect(namesOf('all', 'regression')).toContain('meanSquaredError+l1Penalty');
    expect(namesOf('all', 'classification')).toContain('crossEntropy+l2Penalty');
  });
});
