import { afterEach, expect, test, vi } from 'vitest';

import { listDevices, readLister } from './devices.ts';

afterEach(() => vi.unstubAllEnvs());

const listed = (answer: unknown) => listDevices(readLister({ listDevices: () => answer }));
const named = (name: string) => ({ name, type: 'any' });

test('the devices that TensorFlow names have their short names', () => {
  const names = ['CPU:0', 'GPU:0', 'GPU:11'].map((name) => `/job:localhost/replica:0/task:0/device:${name}`);
  expect(listed(names.map(named))).toEqual(['CPU:0', 'GPU:0', 'GPU:11']);
  expect(listed([])).toEqual([]);
});

test.each([
  ['no list', 'GPU:0'],
  ['no objects', ['GPU:0']],
  ['no type', [{ name: '/device:GPU:0' }]],
  ['a name without a device', [named('/job:localhost')]],
])('an answer with %s is refused', (_, answer) => {
  expect(() => listed(answer)).toThrow();
});

test('an addon that lists none is refused', () => {
  expect(() => readLister({})).toThrow();
});

test('an installation without the addon tells the device in use', () => {
  vi.stubEnv('LOSSKIT_CACHE', import.meta.dirname);
  expect(listDevices()).toEqual(['CPU:0']);
});
