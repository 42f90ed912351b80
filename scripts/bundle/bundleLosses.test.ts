import { expect, test } from 'vitest';
import { allLosses } from '../../packages/losses/src/registry.ts';

import { bundleLosses, bundleSizes } from './bundleLosses.mjs';

const declarations = allLosses.map(({ declaration }) => declaration);

/** The losses whose declaration is in the code. */
function lossesIn(code: string): string[] {
  return declarations.filter(({ summary }) => code.includes(summary)).map(({ name }) => name);
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

test('one loss is a small part of all of them', async () => {
  const one = await bundleSizes(['huber']);
  const all = await bundleSizes(declarations.map(({ name }) => name));
  expect(one.gzipped).toBeLessThan(all.gzipped / 4);
  expect(one.bytes).toBeLessThan(all.bytes / 4);
});
