// @ts-check

const PAGES = [
  'losses/',
  'losses/huber',
  'losses/dice',
  'how-to/choose-a-loss',
  'how-to/porting/pytorch',
  'playground',
];

/** One page of each kind, in both languages. */
export const SAMPLE_PAGES = PAGES.flatMap((page) => [page, `zh/${page}`]);
