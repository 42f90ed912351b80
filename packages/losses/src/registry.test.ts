import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { allLosses, findLoss } from './registry.ts';
import { AMBIGUOUS, SUFFIX, spellingOf } from './spellings.ts';
import { wordsOf } from './words.ts';

const sourceOf = (file: string) => readFileSync(new URL(`./${file}`, import.meta.url), 'utf8');

describe.each(allLosses.map(({ declaration }) => declaration))('$name', (declaration) => {
  const { name, family, options, layout } = declaration;
  const words = wordsOf(name);
  const file = sourceOf(`${family}/${name}.ts`);
  const docstring = file.slice(file.indexOf('/**'), file.indexOf('export const'));

  test('has its own file in the folder of its family, one line in the index there and a test beside it', () => {
    expect(sourceOf(`${family}/index.ts`)).toContain(`export { ${name} } from './${name}.ts';\n`);
    expect(existsSync(new URL(`./${family}/${name}.test.ts`, import.meta.url))).toBe(true);
    expect(file.split('\n').length).toBeLessThan(300);
  });

  test('has a docstring with inputs, options, result, errors, example and source', () => {
    const tags = ['@returns', '@throws', '@formula', '@domain', '@useWhen', '@avoidWhen', '@example', '@see'];
    for (const tag of tags) expect(docstring).toContain(`\n * ${tag}`);
    expect(docstring).toMatch(/```ts\n(?: \* .*\n)*? \* .*\.dataSync\(\); \/\/ \[/);
    for (const input of layout.inputs) expect(docstring).toContain(`@param ${input.name} - `);
    for (const option of Object.keys(options)) expect(docstring).toContain(`@param options.${option} - `);
  });

  test('names a source that can be found', () => {
    expect(words?.source).toMatch(/doi:10\.\d{4,}\/\S+|arXiv:\d{4}\.\d{4,5}|MIT Press|Springer/);
    expect(words?.summary).toMatch(/^\P{Ll}.*\.$/u);
    expect(words?.domain).toMatch(/\.$/);
    expect(words?.formula).toMatch(/\S/);
  });

  test('says in a sentence each when to use it and when not', () => {
    const { useWhen, avoidWhen } = words ?? {};
    for (const sentence of [useWhen, avoidWhen]) expect(sentence).toMatch(/^\p{L}.{20,140}\.$/u);
    expect(useWhen).not.toBe(avoidWhen);
  });
});

test('the words are of the losses and their options', () => {
  for (const { declaration } of allLosses) {
    expect(Object.keys(wordsOf(declaration.name)?.options ?? {})).toEqual(Object.keys(declaration.options));
  }
  expect(wordsOf('mae')).toBeUndefined();
  expect(wordsOf('toString')).toBeUndefined();
});

/** As `findLoss` reads it, and the spelling with the other ending. */
const spellingsWithAndWithoutLoss = (name: string) => {
  const spelling = spellingOf(name);
  return [spelling, spelling.endsWith(SUFFIX) ? spelling.slice(0, -SUFFIX.length) : `${spelling}${SUFFIX}`];
};

test('no two losses answer to one spelling', () => {
  const owners = new Map<string, string>();
  const entries = allLosses.flatMap(({ declaration: { name, aliases } }) =>
    [...new Set([name, ...aliases].flatMap(spellingsWithAndWithoutLoss))].map((one) => [one, name] as const),
  );
  const ambiguous = Object.keys(AMBIGUOUS).flatMap((name) =>
    spellingsWithAndWithoutLoss(name).map((one) => [one, `ambiguous ${name}`] as const),
  );
  for (const [spelling, owner] of [...entries, ...ambiguous]) {
    expect(`${spelling}: ${owners.get(spelling) ?? owner}`).toBe(`${spelling}: ${owner}`);
    owners.set(spelling, owner);
  }
});

test('no loss has an alias that its other names answer to anyway', () => {
  for (const { declaration } of allLosses) {
    const bare = [declaration.name, ...declaration.aliases].map((name) =>
      spellingOf(name).replace(/(?<=.)loss$/, ''),
    );
    expect(bare).toEqual([...new Set(bare)]);
  }
});

test('a loss is found by its name and by its aliases', () => {
  for (const loss of allLosses) {
    for (const name of [loss.declaration.name, ...loss.declaration.aliases])
      expect(findLoss(name)).toBe(loss);
  }
});

describe('a loss is found as other libraries write it', () => {
  test.each([
    ['cross_entropy', 'crossEntropy'],
    ['cross-entropy', 'crossEntropy'],
    ['Cross entropy', 'crossEntropy'],
    ['CrossEntropyLoss', 'crossEntropy'],
    ['cross_entropy_loss', 'crossEntropy'],
    ['nn.CrossEntropyLoss', 'crossEntropy'],
    ['torch.nn.functional.cross_entropy', 'crossEntropy'],
    ['softmax_cross_entropy_with_integer_labels', 'crossEntropy'],
    ['tf.nn.sparse_softmax_cross_entropy_with_logits', 'crossEntropy'],
    ['tf.keras.losses.SparseCategoricalCrossentropy', 'categoricalCrossEntropy'],
    ['binary_crossentropy', 'binaryCrossEntropy'],
    ['BCELoss', 'binaryCrossEntropy'],
    ['BCEWithLogitsLoss', 'binaryCrossEntropyWithLogits'],
    ['timm.loss.BinaryCrossEntropy', 'binaryCrossEntropyWithLogits'],
    ['torchvision.ops.sigmoid_focal_loss', 'binaryFocal'],
    ['tfa.losses.SigmoidFocalCrossEntropy', 'binaryFocal'],
    ['MAE', 'meanAbsoluteError'],
    ['L1Loss', 'meanAbsoluteError'],
    ['ℓ1', 'meanAbsoluteError'],
    ['mean_squared_error', 'meanSquaredError'],
    ['optax.l2_loss', 'halfSquaredError'],
    ['optax.losses.l2_loss', 'halfSquaredError'],
    ['keras.regularizers.L2', 'l2Penalty'],
    ['SmoothL1Loss', 'smoothL1'],
    ['PoissonNLLLoss', 'poissonNll'],
    ['KLDivLoss', 'klDivergence'],
    ['GIoULoss', 'giou'],
    ['generalized_box_iou_loss', 'giou'],
    ['triplet_semihard', 'batchSemiHardTriplet'],
    ['triplet_semihard_loss', 'batchSemiHardTriplet'],
    ['tfa.losses.TripletHardLoss', 'batchHardTriplet'],
    ['TripletMarginLoss', 'tripletMargin'],
    ['ntxent', 'ntXent'],
    ['InfoNCE', 'ntXent'],
    ['AM-Softmax', 'cosFace'],
    ['Lovász-Softmax', 'lovaszSoftmax'],
    ['Bradley–Terry', 'bradleyTerry'],
    ['sparsemax_loss', 'sparsemax'],
    ['tfa.losses.sparsemax_loss', 'multiclassSparsemax'],
    ['tfr.keras.losses.SoftmaxLoss', 'rankingSoftmax'],
    ['CTCLoss', 'ctc'],
  ])('%s', (written, name) => {
    expect(findLoss(written).declaration.name).toBe(name);
  });
});

test('a name with several meanings is refused with the losses that it may mean', () => {
  for (const [name, meanings] of Object.entries(AMBIGUOUS)) {
    expect(meanings.map((meaning) => findLoss(meaning).declaration.name)).toEqual(meanings);
    for (const written of [name, `${name}_loss`.toUpperCase(), `kornia.${name}`])
      expect(() => findLoss(written)).toThrow(` or ${meanings.at(-1)}.`);
  }
  expect(() => findLoss('L2Loss')).toThrow(
    "losses: expected the name of one loss, got 'L2Loss', which is meanSquaredError, halfSquaredError or l2Penalty.",
  );
});

test.each([
  ['hubr', 'huber'],
  ['HubrLoss', 'huber'],
  ['nn.cross_entrpy_loss', 'crossEntropy'],
])('an unknown name is refused with the nearest one: %s', (written, nearest) => {
  expect(() => findLoss(written)).toThrow(
    `losses: expected the name of a loss, got '${written}' (did you mean '${nearest}'?).`,
  );
});

test.each(['', 'loss', '.', '__', 'nn.', 'lambda'])('%j is not the name of a loss', (written) => {
  expect(() => findLoss(written)).toThrow(`losses: expected the name of a loss, got '${written}'`);
});
