export { ARTICLES, type ArticleFile } from './articles.ts';
export { type Claim, type Quantities, VERDICTS, type Verdict } from './Claim.ts';
export { allClaims, type ClaimId } from './claims/index.ts';
export type { BowlsResult } from './experiments/bowls.ts';
export type { Experiments } from './experiments/Experiments.ts';
export type { UnknownFruitResult } from './experiments/unknownFruit.ts';
export { type CheckedClaim, measureClaims } from './measureClaims.ts';
export type { Quantity } from './quantity.ts';
export { type ExperimentOptions, type FinishedExperiments, runExperiments } from './runExperiments.ts';
