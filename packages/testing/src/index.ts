export type { Browser, BrowserContext, Page } from 'playwright-core';
export {
  type Agreement,
  type AgreementOptions,
  agreement,
  agreementOf,
  type StepFunction,
  shapeOf,
  TOLERANCE,
} from './agreement.ts';
export { allCloseMismatch, flatNumbers, type Numbers, type Tolerance } from './allCloseMismatch.ts';
export { axeFindings } from './axeFindings.ts';
export { type Check, testChecks } from './Check.ts';
export { contractChecks } from './contractChecks.ts';
export { type Fault, type FaultFileSystem, failEveryOperation, faultFileSystem } from './faultFileSystem.ts';
export { type FuzzResult, fuzzLoss, type LossAndReference } from './fuzz/fuzzLoss.ts';
export { LAYER_CASES, type LayerCase, type LayerNetwork, networkAround, spread } from './layerCases.ts';
export { logSumExp } from './logSumExp.ts';
export { type LoopbackSlurm, missingSlurmPrograms, startLoopbackSlurm } from './loopbackSlurm.ts';
export {
  blockTensors,
  forBlocks,
  MASK,
  PICTURE,
  predictionIndex,
  sharedNumbers,
  sharedShape,
} from './lossBlocks.ts';
export { sampleBlocks } from './lossSample.ts';
export { type MemoryDisk, memoryDisk } from './memoryDisk.ts';
export { chromiumPath, openChromium } from './openChromium.ts';
export { pageFindings, VIEWINGS, type Viewing } from './pageFindings.ts';
export { type LossCase, type LossSpec, referenceChecks } from './referenceChecks.ts';
export { secondDerivativeChecks } from './secondDerivativeChecks.ts';
export { type BuiltPage, serveBuilt } from './serveBuilt.ts';
export { stepFunction } from './stepFunction.ts';
export {
  type BatchDependentLossSpec,
  batchDependentChecks,
  type Row,
  testBatchDependentLoss,
} from './testBatchDependentLoss.ts';
export { testLoss } from './testLoss.ts';
export { toBeAllClose } from './toBeAllClose.ts';
