export { gaussianNll } from './gaussianNll.ts';
export { generalizedKl } from './generalizedKl.ts';
export { jensenShannon } from './jensenShannon.ts';
export { klDivergence } from './klDivergence.ts';
export { knowledgeDistillation } from './knowledgeDistillation.ts';
export { nll } from './nll.ts';
export { poissonNll } from './poissonNll.ts';
