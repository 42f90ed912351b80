export type * from './Task.ts';
