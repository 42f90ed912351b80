// @ts-check

import { renderSvg } from '../../packages/report/dist/index.js';
import { CELLS } from './cells.mjs';

const SIDE = 150;
/** In print and to colour-blind readers the dashes tell them apart. */
const COLORS = ['#0072b2', '#d55e00', '#009e73'];
const DASHES = [[], [6, 3], [2, 2]];

/** The curves of how often a worse loss is found, as SVG. @param {ReadonlyMap<number, import('./measureCell.mjs').Measured>} results */
export async function powerFigure(results) {
  const curves = [...results].flatMap(([index, { rates }]) => {
    const cell = CELLS[index];
    if (cell?.group !== 'curve') return [];
    const { losses, seeds, truth } = cell;
    return [
      {
        losses: `${losses} losses`,
        seeds: `${seeds} seeds`,
        worseBy: Number(truth),
        found: rates.found ?? 0,
      },
    ];
  });
  const seeds = [...new Set(curves.map((one) => one.seeds))];
  const svg = await renderSvg(
    {
      description:
        'How often a loss that is worse is called so, by how much it is worse, how many losses there are and how many seeds.',
      data: { values: curves },
      facet: {
        field: 'losses',
        type: 'nominal',
        title: null,
        sort: [...new Set(curves.map((one) => one.losses))],
        header: { labelColor: 'currentColor', labelFontSize: 12 },
      },
      columns: 4,
      spec: {
        width: SIDE,
        height: SIDE,
        mark: { type: 'line', strokeWidth: 2 },
        encoding: {
          x: { field: 'worseBy', type: 'quantitative', title: 'worse by (sd)', axis: { tickCount: 5 } },
          y: { field: 'found', type: 'quantitative', title: 'share that finds it', axis: { tickCount: 5 } },
          color: {
            field: 'seeds',
            type: 'nominal',
            title: null,
            scale: { domain: seeds, range: COLORS },
            legend: { symbolType: 'stroke', symbolSize: 400, symbolStrokeWidth: 2 },
          },
          strokeDash: {
            field: 'seeds',
            type: 'nominal',
            title: null,
            scale: { domain: seeds, range: DASHES },
          },
        },
      },
    },
    'power',
  );
  // A page shows the picture on a background that it doesn't know.
  return `${svg.replace('<svg', '<svg style="background:#fff;color:#222"')}\n`;
}
