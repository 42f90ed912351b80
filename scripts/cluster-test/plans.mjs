// @ts-check

/** @type {import('./faults.mjs').Plan} */
export const WHOLE = {
  words: [
    'linear',
    '--losses',
    'mse,mae,huber,logCosh,pinball,pseudoHuber,smoothL1,barron:alpha=0',
    '--seeds',
    '38',
    '--compile',
    'off',
    '--backend',
    'cpu',
  ],
  workers: 4,
  lock: 4,
  workerKills: 20,
  freezes: 1,
  brokerKills: 2,
  coordinatorKills: 2,
  seed: 1,
};

/** @type {import('./faults.mjs').Plan} */
export const SMALL = {
  words: [
    'linear',
    '--losses',
    'mse,huber',
    '--seeds',
    '3',
    '--epochs',
    '5',
    '--compile',
    'off',
    '--backend',
    'cpu',
  ],
  workers: 2,
  lock: 2,
  workerKills: 1,
  freezes: 0,
  brokerKills: 1,
  coordinatorKills: 1,
  seed: 1,
};
