import { expect, test } from 'vitest';

import { findLoss } from '../../packages/losses/src/registry.ts';
import { isEquivalent } from './equivalentMutants.mjs';
import { filesOf, judgeMutants } from './judgeMutants.mjs';
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

test.each(['hinge', 'softMargin'])('a few faults of %s are noticed by the tests', async (name) => {
  installMutationTools();
  const loss = findLoss(name);
  expect(await filesOf(loss)).toContain(`${name}.ts`);
  let judged = 0;
  for await (const { file, mutant, failed } of judgeMutants(
    `${name}.ts`,
    [loss],
    (index) => index % 4 === 0,
  )) {
    judged += 1;
    if (!isEquivalent(file, mutant)) {
      expect(failed, `${mutant.operator}: ${mutant.original} → ${mutant.replacement}`).toBeDefined();
    }
  }
  expect(judged).toBeGreaterThan(2);
});
