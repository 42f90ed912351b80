import { AsyncLocalStorage } from 'node:async_hooks';

/** A call of `seededWeights` under way, and the weights that it has seen. */
export interface Making {
  readonly seed: number;
  weights: number;
}

/** The call under way, by flow of control. */
export interface Makings {
  run<Made>(making: Making, make: () => Made): Made;
  getStore(): Making | undefined;
}

/** Models that are made side by side don't count each other's weights. */
export const makings: Makings = new AsyncLocalStorage<Making>();
