export { energyDistance } from './energyDistance.ts';
export { maximumMeanDiscrepancy } from './maximumMeanDiscrepancy.ts';
