export { KIND_NAMES, type KindName } from './kinds/kindNames.ts';
