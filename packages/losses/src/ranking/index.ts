export { rankingSoftmax } from './rankingSoftmax.ts';
