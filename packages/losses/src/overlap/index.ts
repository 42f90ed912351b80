export { dice } from './dice.ts';
export { generalizedDice } from './generalizedDice.ts';
export { jaccard } from './jaccard.ts';
export { lovaszHinge } from './lovaszHinge.ts';
export { lovaszSoftmax } from './lovaszSoftmax.ts';
export { matthews } from './matthews.ts';
export { tversky } from './tversky.ts';
