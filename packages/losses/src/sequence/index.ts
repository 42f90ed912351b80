export { ctc } from './ctc.ts';
export { rnnTransducer } from './rnnTransducer.ts';
