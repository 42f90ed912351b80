import { expect, test } from 'vitest';

import { repositoryAddress } from './repositoryAddress.mjs';

test.each([
  'git@example.org:owner/losskit.git',
  'ssh://git@example.org/owner/losskit.git',
  'https://example.org/owner/losskit',
  'https://example.org/owner/losskit.git/',
])('%s is a page', (remote) => {
  expect(repositoryAddress(remote)).toBe('https://example.org/owner/losskit');
});

test.each([
  '/tmp/losskit',
  '../losskit',
  'http://example.org/owner/losskit',
  'https://token@example.org/owner/losskit',
  '',
])('refuses %s', (remote) => {
  expect(() => repositoryAddress(remote)).toThrow(`got '${remote}'`);
});
