/** The search for a learning rate alone: of scores of any origin, without anything that trains. */
export type { Candidate, Search } from './result.ts';
export { goesFarEnough } from './search/goesFarEnough.ts';
export { isAtRest } from './search/isAtRest.ts';
export { runsOfSearch, type SearchSpace, searchLearningRate } from './search/searchLearningRate.ts';
