import type { Case, ProductWork } from './Case.ts';
import { COMPILED, COMPILED_TWO_THREADS } from './peerNames.ts';

interface ProductChoice extends Omit<ProductWork, 'kind'> {
  readonly of: string;
  readonly isForTwoThreads?: boolean;
}

/** Products as the layers of a network have them; those by the inputs and by the weights are of gradients. */
const CHOICES: readonly ProductChoice[] = [
  { of: 'forward', m: 64, k: 784, n: 128, isForTwoThreads: true },
  { of: 'to the weights', m: 784, k: 64, n: 128, transposeA: true },
  { of: 'to the inputs', m: 64, k: 128, n: 784, transposeB: true },
  { of: 'square', m: 512, k: 512, n: 512, isForTwoThreads: true },
];

export const products: readonly Case[] = CHOICES.map(({ of, isForTwoThreads, ...sizes }) => ({
  name: `product ${sizes.m}x${sizes.k}x${sizes.n}`,
  description: `a matrix product, ${of}`,
  work: { kind: 'product', ...sizes },
  unit: 1,
  checkSteps: 1,
  targets: isForTwoThreads
    ? [{ peer: COMPILED, by: COMPILED_TWO_THREADS, ratio: 1.7, bound: 'at least', time: 'elapsed' }]
    : [],
}));
