import { expect, test } from 'vitest';
import { allLosses } from '../../packages/losses/src/registry.ts';
import { wordsOf } from '../../packages/losses/src/words.ts';

import { bundleLosses, bundleSizes } from './bundleLosses.mjs';

const declarations = allLosses.map(({ declaration }) => declaration);

/** The losses whose declaration is in the code. */
function lossesIn(code: string): string[] {
  return declarations.flatMap(({ name }) =>
    new RegExp(`\\bname: ["']${name}["']`).test(code) ? [name] : [],
  );
}

test.each(declarations.map(({ name }) => name))(
  'a bundle that imports %s has no other loss in it',
  async (name) => {
    const code = await bundleLosses([name], { minify: false });
    expect(lossesIn(code)).toEqual([name]);
  },
);

test('a bundle that imports two losses has these two', async () => {
  expect(lossesIn(await bundleLosses(['hinge', 'huber'], { minify: false }))).toEqual(['hinge', 'huber']);
});

test('a minified bundle has none of the words that only readers need', async () => {
  const code = await bundleLosses(['huber'], { minify: true });
  expect(code).toMatch(/\bname:\W?huber\b/);
  for (const words of Object.values(wordsOf('huber') ?? {}).filter((text) => typeof text === 'string')) {
    expect(code).not.toContain(words);
  }
});

test('one loss is a small part of all of them', async () => {
  const one = await bundleSizes(['huber']);
  const all = await bundleSizes(declarations.map(({ name }) => name));
  expect(one.gzipped).toBeLessThan(all.gzipped / 4);
  expect(one.bytes).toBeLessThan(all.bytes / 4);
});
