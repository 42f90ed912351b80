import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';

import { BACKEND_NAMES, parseBackendName } from './backendNames.ts';
import { describeEngine } from './describeEngine.ts';
import { prepareBackend } from './prepareBackend.ts';

async function productOf(first: number[][], second: number[][]): Promise<number[]> {
  const product = tf.tidy(() => tf.matMul(tf.tensor2d(first), tf.tensor2d(second)));
  const values = Array.from(await product.data());
  product.dispose();
  return values;
}

describe('prepareBackend', () => {
  test.each(['cpu', 'wasm'] as const)('makes %s ready to multiply', async (name) => {
    expect(await prepareBackend(name, 'tiny')).toEqual({ name, reason: 'as asked' });
    expect(tf.getBackend()).toBe(name);
    const values = await productOf(
      [
        [1, 2],
        [3, 4],
      ],
      [
        [5, 6],
        [7, 8],
      ],
    );
    expect(values).toEqual([19, 22, 43, 50]);
  });

  test('refuses a name that no type has checked, in the same words', async () => {
    await expect(Reflect.apply(prepareBackend, undefined, ['vasm', 'tiny'])).rejects.toThrow(
      "got 'vasm' (did you mean 'wasm'?).",
    );
  });

  test('takes cpu for a tiny model, where starting anything else costs more than it saves', async () => {
    expect(await prepareBackend('auto', 'tiny')).toEqual({
      name: 'cpu',
      reason: 'the fastest here for a tiny model',
    });
  });

  test.each(['dense', 'convolution'] as const)(
    'takes wasm, which compiles steps, for a %s model, also where native is installed',
    async (workload) => {
      const { name, reason } = await prepareBackend('auto', workload);
      expect(name).toBe('wasm');
      expect(reason).toBe(`the fastest here for a ${workload} model`);
      expect(await productOf([[1, 2]], [[3], [4]])).toEqual([11]);
    },
  );
});

describe('parseBackendName', () => {
  test('knows every name, and offers the nearest for others', () => {
    expect(BACKEND_NAMES.map(parseBackendName)).toEqual([...BACKEND_NAMES]);
    const list = BACKEND_NAMES.join(', ');
    expect(() => parseBackendName('WASM')).toThrow(
      `backend: expected one of ${list}, got 'WASM' (did you mean 'wasm'?).`,
    );
    expect(() => parseBackendName('gpgpu')).toThrow(`expected one of ${list}, got `);
  });
});

describe('describeEngine', () => {
  test.each(['cpu', 'wasm'] as const)('names what computes on %s', async (name) => {
    await prepareBackend(name, 'tiny');
    expect(await describeEngine(name)).toEqual({
      engine: `tfjs ${tf.version_core}`,
      threads: 1,
      determinism: 'same seed, same bits',
    });
  });
});
