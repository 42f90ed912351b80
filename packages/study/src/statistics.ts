/** The statistics of a comparison alone: on numbers of any origin, without anything that trains. */
export { compareWithBest } from './statistics/compareWithBest.ts';
export { type FastRandom, fastRandom } from './statistics/fastRandom.ts';
export { gapDistribution } from './statistics/gapDistribution.ts';
export { looksOf } from './statistics/looksOf.ts';
export { methodWords } from './statistics/methodWords.ts';
export type { Chance, Sample } from './statistics/pairedGap.ts';
export { type MeasuredLoss, openRace, type Ranking } from './statistics/race.ts';
export { studentQuantile } from './statistics/studentT.ts';
