export { articleReport, figureFiles, type ReportFiles } from './articleReport.ts';
export { ARTICLES, type ArticleFile } from './articles.ts';
export { type Claim, type Quantities, VERDICTS, type Verdict } from './Claim.ts';
export { allClaims, type ClaimId } from './claims/index.ts';
export type { Experiments } from './experiments/Experiments.ts';
export type { UnknownFruitResult } from './experiments/readUnknownFruit.ts';
export { type CheckedClaim, measureClaims } from './measureClaims.ts';
export { LANGUAGES, type Language } from './messages/Messages.ts';
export { PROGRESS_WORDS, type ProgressWords } from './messages/progressWords.ts';
export type { Quantity } from './quantity.ts';
export {
  type ExperimentName,
  type ExperimentOptions,
  type FinishedExperiments,
  runExperiments,
} from './runExperiments.ts';
