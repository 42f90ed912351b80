import type { Config } from 'vega-lite';

/** Fonts are the reader's own: a report fetches nothing. */
export const FIGURE_FONT =
  'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

const TEXT_SIZE = 11;

/** Tick labels of a numeric axis: plain up to 9999, scientific beyond, never with needless zeros. */
export const NUMBER_LABELS =
  "format(datum.value, abs(datum.value) >= 1e4 || (datum.value != 0 && abs(datum.value) < 1e-3) ? '.1~e' : '~r')";

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
  legend: { labelColor: 'currentColor', titleColor: 'currentColor', labelFontSize: TEXT_SIZE },
  view: { stroke: null },
  text: { color: 'currentColor', fontSize: TEXT_SIZE },
  title: {
    color: 'currentColor',
    fontSize: TEXT_SIZE,
    fontWeight: 'normal',
    anchor: 'start',
    frame: 'group',
    offset: 4,
  },
  concat: { spacing: 10 },
};
