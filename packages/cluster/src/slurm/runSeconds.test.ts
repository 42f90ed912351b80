import { expect, test } from 'vitest';

import { runSeconds } from './runSeconds.ts';

const pictures = { task: 'pictures', workload: 'convolution', epochs: 10 } as const;
const line = { task: 'line', workload: 'tiny', epochs: 100 } as const;

test('a run takes what the runs of its task took, by the passes over its data', () => {
  const seconds = runSeconds();
  seconds.add(pictures, 30);
  seconds.add(pictures, 50);
  expect(seconds.of(pictures)).toBe(40);
  expect(seconds.of({ ...pictures, epochs: 20 })).toBe(80);
});

test('before one was measured, larger models are taken to need longer', () => {
  const seconds = runSeconds();
  seconds.add(pictures, 3);
  expect(seconds.of(line)).toBeGreaterThan(0);
  expect(runSeconds().of(pictures)).toBeGreaterThan(seconds.of(line));
});
