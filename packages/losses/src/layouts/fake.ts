import { elementwise } from './elementwise.ts';

/** What a discriminator says of generated examples. */
export const fake = elementwise([['fake', 'scores of generated examples']], 0);
