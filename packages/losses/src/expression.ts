export { type LossExpression, type LossTerm, lossExpression } from './expression/lossExpression.ts';
export { nameOfLoss } from './expression/nameOfLoss.ts';
export { parseLoss } from './expression/parseLoss.ts';
export { splitLossList } from './expression/splitLossList.ts';
