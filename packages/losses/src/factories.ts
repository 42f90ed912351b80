export { type ClassBalancedOptions, classBalancedWeights } from './classification/classBalancedWeights.ts';
export { fenchelYoung, type MaxFunction } from './likelihood/fenchelYoung.ts';
export { nextCentre } from './likelihood/nextCentre.ts';
