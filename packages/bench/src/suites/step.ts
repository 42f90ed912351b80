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
import type { Suite } from './Suite.ts';

const CASES: readonly Case[] = [
  line,
  lineBatch,
  sigmoidNetwork,
  denseSmall,
  dense,
  convolution,
  crossEntropyLarge,
  lstm,
  adamLarge,
  ...products,
];

export const step: Suite = {
  name: 'step',
  description: 'training steps, and the kernels that most of their time goes to',
  threads: 'as asked',
  async run({ measure }) {
    for (const one of CASES) await measure(one);
    return {};
  },
};
