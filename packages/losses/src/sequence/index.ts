export { ctc } from './ctc.ts';
