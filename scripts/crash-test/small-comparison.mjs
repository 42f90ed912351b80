// @ts-check

/** What the checks of comparisons compare: 28 runs of a few milliseconds. @type {import('@losskit/study').CompareOptions} */
export const SMALL_COMPARISON = {
  tasks: ['linear'],
  losses: ['meanSquaredError', 'meanAbsoluteError'],
  seeds: 2,
  backend: 'cpu',
  epochs: 1,
  learningRates: [10, 30, 100],
};
