import type { Config } from 'vega-lite';

/** Fonts are the reader's own: a report fetches nothing. */
export const FIGURE_FONT =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

const TEXT_SIZE = 11;

/** The look of all figures: quiet axes, text in the page's own colour. */
export const figureConfig: Config = {
  background: 'transparent',
  font: FIGURE_FONT,
  padding: 4,
  aria: false,
  axis: {
    labelColor: 'currentColor',
    titleColor: 'currentColor',
    labelFontSize: TEXT_SIZE,
    titleFontSize: TEXT_SIZE,
    titleFontWeight: 'normal',
    labelOpacity: 0.8,
    domainColor: 'currentColor',
    domainOpacity: 0.35,
    tickColor: 'currentColor',
    tickOpacity: 0.35,
    gridColor: 'currentColor',
    gridOpacity: 0.09,
    tickSize: 4,
    labelPadding: 3,
    titlePadding: 6,
  },
  view: { stroke: null },
  text: { color: 'currentColor', fontSize: TEXT_SIZE },
  concat: { spacing: 14 },
};
