import { elementwise } from './elementwise.ts';

/** What a discriminator says of real and of generated examples, a pair of both per element. */
export const realAndFake = elementwise(
  [
    ['real', 'scores of real examples'],
    ['fake', 'scores of generated examples'],
  ],
  0,
);
