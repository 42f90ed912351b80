export {
  type ArgumentError,
  type ArgumentErrorCode,
  ArgumentRangeError,
  ArgumentTypeError,
  checkOptions,
  isArgumentError,
  rangeError,
  typeError,
} from './ArgumentError.ts';
export { checkFinite, checkInteger } from './checkNumber.ts';
export { describeValue } from './describeValue.ts';
export { expected } from './expected.ts';
export { type ErrorCode, type ErrorLocation, LosskitError } from './LosskitError.ts';
export { nearestName, withNearestName } from './nearestName.ts';
export { untilAborted } from './untilAborted.ts';
export { visibleLines, visibleText } from './visibleText.ts';
