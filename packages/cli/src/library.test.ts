import * as losses from '@losskit/losses';
import * as metrics from '@losskit/metrics';
import * as trainer from '@losskit/trainer';
import * as optimizers from '@losskit/trainer/optimizers';
import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import * as browser from './browser.ts';
import * as library from './index.ts';

// A name that two `export *` have is silently in neither.
test.each([
  ['losses', losses],
  ['optimizers', optimizers],
  ['trainer', trainer],
])('the library has every export of %s', (_, part) => {
  for (const [name, value] of Object.entries(part)) expect(library, name).toHaveProperty(name, value);
});

test('a name that a loss and a metric share is the loss, every other metric is there', () => {
  const byName = new Map<string, unknown>(Object.entries(losses));
  for (const [name, metric] of Object.entries(metrics)) {
    expect(library, name).toHaveProperty(name, byName.get(name) ?? metric);
  }
});

test('what browsers get is a part of what Node gets', () => {
  for (const [name, value] of Object.entries(browser)) expect(library, name).toHaveProperty(name, value);
  expect(browser).not.toHaveProperty('compare');
});

test('every subpath exports something', async () => {
  for (const path of Object.keys(packageJson.exports)) {
    const file = path === '.' ? './index.ts' : `${path}.ts`;
    expect(Object.keys(await import(file)), path).not.toEqual([]);
  }
});
