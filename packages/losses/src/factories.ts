export { type ClassBalancedOptions, classBalancedWeights } from './classification/classBalancedWeights.ts';
export { fenchelYoung, type MaxFunction } from './likelihood/fenchelYoung.ts';
