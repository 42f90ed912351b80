import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { allLosses, findLoss } from './registry.ts';
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

test('no name or alias is used twice', () => {
  const names = allLosses.flatMap(({ declaration }) => [declaration.name, ...declaration.aliases]);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('a loss is found by its name and by its aliases', () => {
  for (const loss of allLosses) {
    for (const name of [loss.declaration.name, ...loss.declaration.aliases])
      expect(findLoss(name)).toBe(loss);
  }
});

test('an unknown name is refused with the nearest one', () => {
  expect(() => findLoss('hubr')).toThrow(
    "losses: expected the name of a loss, got 'hubr' (did you mean 'huber'?).",
  );
});
