export { l1Penalty } from './l1Penalty.ts';
export { l2Penalty } from './l2Penalty.ts';
