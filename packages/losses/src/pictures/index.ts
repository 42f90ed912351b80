export { msSsim } from './msSsim.ts';
export { ssim } from './ssim.ts';
export { totalVariation } from './totalVariation.ts';
