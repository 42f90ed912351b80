export { fenchelYoung, type MaxFunction } from './likelihood/fenchelYoung.ts';
