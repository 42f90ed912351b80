import { expect, test } from 'vitest';

import { brokerAddress, shownAddress } from './brokerAddress.ts';

test('a broker on this machine needs no password', () => {
  expect(brokerAddress('redis://127.0.0.1')).toEqual({ host: '127.0.0.1', port: 6379, db: 0 });
  expect(brokerAddress('redis://localhost:7000/3')).toEqual({ host: 'localhost', port: 7000, db: 3 });
});

test('one elsewhere needs TLS and a password, which is not shown', () => {
  const address = brokerAddress('rediss://me:s%40cret@broker.example:6380');
  expect(address).toMatchObject({ host: 'broker.example', username: 'me', password: 's@cret', tls: {} });
  expect(shownAddress(address)).toBe('rediss://broker.example:6380');
  for (const url of ['redis://broker.example', 'redis://:secret@10.0.0.1', 'rediss://broker.example'])
    expect(() => brokerAddress(url)).toThrow('expected TLS and a password for a broker on another machine');
});

test.each(['', 'broker', 'http://127.0.0.1', 'redis://', 'redis://127.0.0.1/x'])('%j is refused', (url) => {
  expect(() => brokerAddress(url)).toThrow('--queue: expected');
});
