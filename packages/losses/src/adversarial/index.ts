export { hingeDiscriminator } from './hingeDiscriminator.ts';
export { leastSquaresDiscriminator } from './leastSquaresDiscriminator.ts';
export { leastSquaresGenerator } from './leastSquaresGenerator.ts';
export { wassersteinCritic } from './wassersteinCritic.ts';
export { wassersteinGenerator } from './wassersteinGenerator.ts';
