export { energyDistance } from './energyDistance.ts';
export { maximumMeanDiscrepancy } from './maximumMeanDiscrepancy.ts';
export { sinkhorn } from './sinkhorn.ts';
