import { ArgumentTypeError } from '@losskit/errors';

import type { Making, Makings } from './makings.ts';

let current: Making | undefined;

/**
 * As in Node, but for models that are made at once: browsers don't say whose flow of control goes on after
 * an `await`.
 */
export const makings: Makings = {
  run(making, make) {
    const outer = current;
    current = making;
    try {
      const made = make();
      if (made instanceof Promise) {
        throw new ArgumentTypeError(
          'seededWeights: expected make to give the model at once in a browser, got a Promise; ' +
            'await what it needs before, then make the model.',
        );
      }
      return made;
    } finally {
      current = outer;
    }
  },
  getStore: () => current,
};
