import { expect, test } from 'vitest';

import { allLosses, findLoss } from '../../packages/losses/src/registry.ts';
import { EQUIVALENT, isEquivalent } from './equivalentMutants.mjs';
import { Judge } from './Judge.mjs';
import { LOSS_JUDGE, mutantsOfFile, noticedBy, originalOf } from './judgeMutants.mjs';
import { mutantsOf } from './mutantsOf.mjs';
import { installMutationTools } from './mutationTools.mjs';

const SOURCE = `
import * as tf from '@tensorflow/tfjs-core';
import { defineLoss } from './contract/defineLoss.ts';
export const example = defineLoss({ name: 'example' }, ({ delta }, yTrue, yPred) =>
  tf.sum(tf.clipByValue(tf.sub(yPred, yTrue), 0, delta), -1));
`;

test('a source is broken in its formula, one fault at a time, and not in its declaration', () => {
  const { declaration } = findLoss('huber');
  const mutants = mutantsOf(SOURCE, declaration);
  const changes = mutants.map(
    ({ operator, original, replacement }) => `${operator}: ${original} → ${replacement}`,
  );
  expect(changes).toEqual(
    expect.arrayContaining([
      'swapped inputs: tf.sub(yPred, yTrue) → tf.sub(yTrue, yPred)',
      'other operation: tf.sub(yPred, yTrue) → tf.add(yPred, yTrue)',
      'no clamp: tf.clipByValue(tf.sub(yPred, yTrue), 0, delta) → (tf.sub(yPred, yTrue))',
      'wrong axis: -1 → 0',
    ]),
  );
  const dropped = mutants.find(({ operator }) => operator === 'dropped option');
  expect(dropped?.replacement).toContain('tf.clipByValue(tf.sub(yPred, yTrue), 0, 1)');
  expect(new Set(mutants.map(({ source }) => source)).size).toBe(mutants.length);
  for (const { source } of mutants) expect(source).toContain("{ name: 'example' }");
});

test('every fault that is listed as changing nothing can still be put in', () => {
  const stale = EQUIVALENT.flatMap((known) =>
    known.files
      .filter((file) => {
        const mutants = mutantsOfFile(file, allLosses);
        return !mutants.some(
          ({ operator, original, replacement }) =>
            operator === known.operator &&
            original === known.original &&
            (known.replacement ?? replacement) === replacement,
        );
      })
      .map((file) => `${file}: ${known.original}`),
  );
  expect(stale).toEqual([]);
});

test.each(['hinge', 'softMargin'])('a few faults of %s are noticed by the tests', async (name) => {
  installMutationTools();
  const file = `margin/${name}.ts`;
  const original = await originalOf(name);
  expect(original.files).toContain(file);
  const mutants = mutantsOfFile(file, [findLoss(name)]).filter((_, index) => index % 4 === 0);
  expect(mutants.length).toBeGreaterThan(2);
  for (const mutant of mutants) {
    if (isEquivalent(file, mutant)) continue;
    const failed = await noticedBy(original, { file, source: mutant.source });
    expect(failed, `${mutant.operator}: ${mutant.original} → ${mutant.replacement}`).toBeDefined();
  }
});

test('a loss that hangs is noticed, a loss as it is is not, and the same judge goes on', async () => {
  const file = 'margin/hinge.ts';
  const judge = new Judge(LOSS_JUDGE, { factor: 10, loading: 3000 });
  try {
    const original = await judge.originalOf('hinge');
    const source = mutantsOfFile(file, [])[0]?.source ?? '';
    expect(await judge.noticedBy([original], { file, source: `while (true);\n${source}` })).toMatch(
      /^hinge takes more than \d+ s$/,
    );
    expect(await judge.noticedBy([original], { file, source })).toBeDefined();
    expect(await judge.noticedBy([original], { file: 'no.ts', source })).toBeUndefined();
  } finally {
    await judge.end();
  }
}, 60_000);
