export { confusionMatrix } from './figures/confusionMatrix.ts';
export { type FittedLinesOptions, fittedLines } from './figures/fittedLines.ts';
export { type IntervalPlotOptions, type IntervalRow, intervalPlot } from './figures/intervalPlot.ts';
export { learningRateSearch } from './figures/learningRateSearch.ts';
export { type TrainingCurvesOptions, trainingCurves } from './figures/trainingCurves.ts';
export { type LossMark, lossMarks } from './lossMarks.ts';
export { renderReport } from './renderReport.ts';
export { renderSvg } from './renderSvg.ts';
