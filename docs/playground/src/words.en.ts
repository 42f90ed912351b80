import { STEPS } from './presets.ts';
import type { Words } from './words.ts';

/** The page in English. */
export const en: Words = {
  page: 'Playground of losses',
  headline: {
    line: 'Drag the outlier. See which loss follows it.',
    classes: 'Two classes that overlap: where does each loss draw the line?',
    imbalance: 'One class is rare. See which loss gives it room.',
    noise: 'Some labels are wrong. See which loss believes them.',
  },
  intro:
    'The same model, the same data, the same steps: only the loss differs, and with it the learning rate that suits it.',
  preset: 'Task',
  presets: {
    line: 'A line with outliers',
    classes: 'Two classes',
    imbalance: 'A rare class',
    noise: 'Noisy labels',
  },
  trouble: {
    line: 'Fraction of outliers',
    classes: 'Overlap of the classes',
    imbalance: 'Imbalance',
    noise: 'Fraction of wrong labels',
  },
  optimizer: 'Optimizer',
  learningRate: (value) => `Learning rate = ${value}`,
  rateNote(rate) {
    switch (rate.kind) {
      case 'set':
        return 'Set by hand.';
      case 'unknown':
        return 'The usual one: no search has found what suits this loss.';
      case 'searching':
        return rate.all > 0 ? `Searching: ${rate.done} of ${rate.all} runs` : 'Searching …';
      case 'found': {
        const [low, high] = rate.range;
        const range = low < high ? `Found: ${low} to ${high} do nearly as well.` : 'Found.';
        if (rate.among === 'at rest') return range;
        return rate.among === 'finished'
          ? `${range} At none of them does training come to rest.`
          : 'No run finishes at any rate that was tried.';
      }
    }
  },
  findRate: 'Find',
  findRateOf: (loss) => `Find the learning rate of ${loss}`,
  ratesHint: `Learning rates are found as by losskit compare, on ${STEPS} steps: every loss tries the same list on 2 seeds, the best two on 5, judged by validation data, and of the rates that bring a loss to rest the best is taken. In a run the rate falls to a thousandth.`,
  seed: 'Seed',
  loss: (letter) => `Loss ${letter}`,
  addLoss: 'Add a loss',
  removeLoss: 'Remove',
  remove: (loss) => `Remove ${loss}`,
  controls: 'Controls',
  play: 'Play',
  pause: 'Pause',
  restart: 'Restart',
  share: 'Copy the link',
  copyCommand: 'Copy the command',
  copyCode: 'Copy the code',
  copied: 'Copied.',
  notCopied: 'Your browser does not let the page copy. Select the text below instead.',
  searching: ({ done, all }) =>
    all > 0 ? `Searching learning rates: ${done} of ${all} runs` : 'Searching learning rates …',
  stopSearch: 'Stop the search',
  searchStopped: 'The search was stopped.',
  loading: 'Loading TensorFlow.js …',
  step: (step, steps) => `Step ${step} of ${steps}`,
  data: 'Training data and fits',
  dataHint: 'Points with a ring can be moved: drag them, or use Tab and the arrow keys.',
  point: (number, x, y) => `Point ${number} at ${x}, ${y}. Arrow keys move it.`,
  value: 'Loss',
  slope: 'Slope of the loss',
  rug: {
    line: 'Prediction − target; the marks are the present errors',
    classes: 'Logit towards the right class; the marks are the present rows',
  },
  metrics: { rmse: 'RMSE', accuracy: 'Accuracy' },
  learning: {
    rmse: 'RMSE on a clean test part, by step: lower is better',
    accuracy: 'Accuracy on a clean, balanced test part, by step: higher is better',
  },
  landscape: (loss) => `Training loss of ${loss}, and the way down`,
  landscapeAxes: {
    line: 'Across: slope. Up: intercept.',
    classes: 'Across and up: the two weights, at the present intercept.',
  },
  isItReal: 'Is it real? 10 seeds',
  isItRealHint:
    'Trains every loss with its learning rate on the fresh data of 10 paired seeds, and asks whether the difference is more than chance.',
  seedsDone: (done, all) => `${done} of ${all} runs`,
  verdict: ({ answer, losses }) =>
    [
      answer,
      ...losses
        .filter(({ verdict }) => verdict !== 'best')
        .map(({ loss, explanation }) => `${loss}: ${explanation}`),
    ].join(' '),
  failed: (message) => `It stopped: ${message}`,
  lossFigure: {
    title: (loss) => `Try the options of ${loss}`,
    give: (option) => `Give ${option}`,
    defaults: 'Default options',
    thinLine: 'The thin line has the default options.',
    readout: (value, slope) => `Loss ${value}, slope ${slope}`,
  },
};
