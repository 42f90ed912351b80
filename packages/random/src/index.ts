export { type RandomStream, randomStream } from './randomStream.ts';
export { normalTensor, uniformTensor } from './tensors.ts';
