import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { allLosses, findLoss } from './registry.ts';

const sourceOf = (file: string) => readFileSync(new URL(`./${file}`, import.meta.url), 'utf8');

describe.each(allLosses.map(({ declaration }) => declaration))('$name', (declaration) => {
  const { name, family, source, options, layout } = declaration;
  const file = sourceOf(`${family}/${name}.ts`);
  const docstring = file.slice(file.indexOf('/**'), file.indexOf('export const'));

  test('has its own file in the folder of its family, one line in the index there and a test beside it', () => {
    expect(sourceOf(`${family}/index.ts`)).toContain(`export { ${name} } from './${name}.ts';\n`);
    expect(existsSync(new URL(`./${family}/${name}.test.ts`, import.meta.url))).toBe(true);
    expect(file.split('\n').length).toBeLessThan(300);
  });

  test('has a docstring with inputs, options, result, errors, example and source', () => {
    for (const tag of ['@returns', '@throws', '@example', '@see']) expect(docstring).toContain(tag);
    expect(docstring).toMatch(/```ts\n(?: \* .*\n)*? \* .*\.dataSync\(\); \/\/ \[/);
    for (const input of layout.inputs) expect(docstring).toContain(`@param ${input.name} - `);
    for (const option of Object.keys(options)) expect(docstring).toContain(`@param options.${option} - `);
  });

  test('names a source that can be found', () => {
    expect(source).toMatch(/doi:10\.\d{4,}\/\S+|arXiv:\d{4}\.\d{4,5}|MIT Press|Springer/);
    expect(declaration.summary).toMatch(/\.$/);
    expect(declaration.domain).toMatch(/\.$/);
  });

  test('says in a sentence each when to use it and when not', () => {
    const { useWhen, avoidWhen } = declaration;
    for (const sentence of [useWhen, avoidWhen]) expect(sentence).toMatch(/^\p{L}.{20,140}\.$/u);
    expect(useWhen).not.toBe(avoidWhen);
  });
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
