export { KINDS } from './kinds/index.ts';
