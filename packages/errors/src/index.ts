export { describeValue } from './describeValue.ts';
export { expected } from './expected.ts';
export { type ErrorCode, type ErrorLocation, LosskitError } from './LosskitError.ts';
export { nearestName, withNearestName } from './nearestName.ts';
