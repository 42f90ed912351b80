export { allTriplets } from './mining/allTriplets.ts';
export { hardestTriplets } from './mining/hardestTriplets.ts';
export type { MinerOptions } from './mining/mineTriplets.ts';
export { semiHardTriplets } from './mining/semiHardTriplets.ts';
export type { Triplets } from './mining/Triplets.ts';
