export { crossEntropy } from './crossEntropy.ts';
export { huber } from './huber.ts';
export { meanAbsoluteError } from './meanAbsoluteError.ts';
