export { glorotUniform, heNormal } from './initializers.ts';
export { type RandomStream, randomStream } from './randomStream.ts';
export { normalTensor, uniformTensor } from './tensors.ts';
