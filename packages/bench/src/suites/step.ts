import { adamLarge } from '../cases/adamLarge.ts';
import type { Case } from '../cases/Case.ts';
import { convolution } from '../cases/convolution.ts';
import { crossEntropyLarge } from '../cases/crossEntropyLarge.ts';
import { dense } from '../cases/dense.ts';
import { denseSmall } from '../cases/denseSmall.ts';
import { line } from '../cases/line.ts';
import { lineBatch } from '../cases/lineBatch.ts';
import { lstm } from '../cases/lstm.ts';
import { products } from '../cases/products.ts';
import { sigmoidNetwork } from '../cases/sigmoidNetwork.ts';
import type { Threads } from '../protocol/threads.ts';
import type { Suite } from './Suite.ts';

/** Steps of so few numbers that there is nothing to share between threads. */
const TINY: readonly Case[] = [line, lineBatch, sigmoidNetwork];

const CASES: readonly Case[] = [
  denseSmall,
  dense,
  convolution,
  crossEntropyLarge,
  lstm,
  adamLarge,
  ...products,
];

function casesOn(threads: Threads): readonly Case[] {
  return threads === 'one' ? [...TINY, ...CASES] : CASES;
}

export const step: Suite = {
  name: 'step',
  description: 'training steps, and the kernels that most of their time goes to',
  threads: 'as asked',
  parts: (threads) => casesOn(threads).map(({ name }) => name),
  async run({ measure, threads }) {
    // What is to be reached is meant for one thread; how much more of them help is seen sooner.
    const choice = threads === 'one' ? {} : { effort: { rounds: 9, warmUp: 0.1, limit: 0.5 } };
    for (const one of casesOn(threads)) await measure(one, choice);
    return {};
  },
};
