export { circle } from './circle.ts';
export { contrastive } from './contrastive.ts';
export { ntXent } from './ntXent.ts';
export { supervisedContrastive } from './supervisedContrastive.ts';
export { tripletMargin } from './tripletMargin.ts';
