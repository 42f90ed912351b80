export { approxNdcg } from './approxNdcg.ts';
export { lambdaLoss } from './lambdaLoss.ts';
export { lambdaRank } from './lambdaRank.ts';
export { listMle } from './listMle.ts';
export { pairwiseHinge } from './pairwiseHinge.ts';
export { pairwiseLogistic } from './pairwiseLogistic.ts';
export { rankingSoftmax } from './rankingSoftmax.ts';
