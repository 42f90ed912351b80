export { COMPARE_LIMITS } from './compareLimits.ts';
