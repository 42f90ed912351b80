export { allTriplets } from './mining/allTriplets.ts';
export { hardestTriplets } from './mining/hardestTriplets.ts';
export { type MarginPairsOptions, marginPairs } from './mining/marginPairs.ts';
export type { MinerOptions } from './mining/mineTriplets.ts';
export type { Pairs } from './mining/Pairs.ts';
export { semiHardTriplets } from './mining/semiHardTriplets.ts';
export type { Triplets } from './mining/Triplets.ts';
