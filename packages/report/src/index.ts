export { contentSecurityPolicy } from './contentSecurityPolicy.ts';
export { confusionMatrix } from './figures/confusionMatrix.ts';
export { type FittedLinesOptions, fittedLines } from './figures/fittedLines.ts';
export { type ForestPlotOptions, type ForestRow, forestPlot } from './figures/forestPlot.ts';
export { type IntervalPlotOptions, type IntervalRow, intervalPlot } from './figures/intervalPlot.ts';
export { type LearningRateCurvesOptions, learningRateCurves } from './figures/learningRateCurves.ts';
export { type LearningRateRangeResult, learningRateRange } from './figures/learningRateRange.ts';
export {
  type LinePanel,
  type LinePanelsOptions,
  linePanels,
  type PanelAxis,
  type PanelSeries,
} from './figures/linePanels.ts';
export { type LossCurve, lossCurves } from './figures/lossCurves.ts';
export { type MatrixCell, type MatrixPlotOptions, matrixPlot } from './figures/matrixPlot.ts';
export {
  type PairedDotsOptions,
  type PairedRow,
  pairedDots,
  type SeedValue,
} from './figures/pairedDots.ts';
export { type TrainingCurvesOptions, trainingCurves } from './figures/trainingCurves.ts';
export { type Html, type HtmlValue, html, trustedHtml } from './html.ts';
export type { LivePhase, LiveStatus } from './live/LiveStatus.ts';
export type { LiveSection, LiveTask } from './live/LiveTask.ts';
export { type LiveFile, liveFiles } from './live/liveFiles.ts';
export { LIVE_POLICY, livePage } from './live/livePage.ts';
export { lossesSection } from './live/lossesSection.ts';
export { openedRuns } from './live/openedRuns.ts';
export { readingSection } from './live/readingSection.ts';
export { runsSection } from './live/runsSection.ts';
export { type IsShown, verdictsSection } from './live/verdictsSection.ts';
export { type LossMark, lossMarks } from './lossMarks.ts';
export type { Language } from './messages/Words.ts';
export { renderPng } from './renderPng.ts';
export { type ReportOptions, renderReport } from './renderReport.ts';
export { renderSvg } from './renderSvg.ts';
export { reportFiles } from './reportFiles.ts';
export { STYLESHEET } from './stylesheet.ts';
