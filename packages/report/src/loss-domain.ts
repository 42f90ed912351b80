export { lossDomain } from './figures/lossDomain.ts';
