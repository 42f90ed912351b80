export { fenchelYoung, type MaxFunction } from './fenchelYoung.ts';
