export { confusionMatrix } from './figures/confusionMatrix.ts';
export { type FittedLinesOptions, fittedLines } from './figures/fittedLines.ts';
export { type IntervalPlotOptions, type IntervalRow, intervalPlot } from './figures/intervalPlot.ts';
export { type LearningRateRangeResult, learningRateRange } from './figures/learningRateRange.ts';
export { learningRateSearch } from './figures/learningRateSearch.ts';
export {
  type LinePanel,
  type LinePanelsOptions,
  linePanels,
  type PanelAxis,
  type PanelSeries,
} from './figures/linePanels.ts';
export { type LossCurve, lossCurves } from './figures/lossCurves.ts';
export { type TrainingCurvesOptions, trainingCurves } from './figures/trainingCurves.ts';
export { type Html, type HtmlValue, html, trustedHtml } from './html.ts';
export { type LossMark, lossMarks } from './lossMarks.ts';
export { renderPng } from './renderPng.ts';
export { renderReport } from './renderReport.ts';
export { renderSvg } from './renderSvg.ts';
export { STYLESHEET } from './stylesheet.ts';
