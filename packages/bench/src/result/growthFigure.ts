import { linePanels, renderSvg } from '@losskit/report';

import type { Growth } from './BenchResult.ts';

const WIDTH = 190;
const HEIGHT = 190;

/** The range of the values, a little wider. */
function domainOf(values: readonly number[]): [low: number, high: number] {
  return [Math.min(...values) / 1.5, Math.max(...values) * 1.5];
}

/** The curves of time over size, both logarithmic, a panel for each axis, as SVG. */
export function growthFigure(growth: readonly Growth[]): Promise<string> {
  const panels = growth.map(({ axis, curves }) => {
    const points = curves.flatMap((curve) => curve.points);
    return {
      title: axis,
      x: { title: axis, domain: domainOf(points.map(({ x }) => x)), logarithmic: true },
      y: {
        title: 'seconds a step',
        domain: domainOf(points.map(({ seconds }) => seconds)),
        logarithmic: true,
      },
      series: curves.map(({ peer, points: own }) => ({
        label: peer,
        kind: 'line' as const,
        points: own.map(({ x, seconds }) => ({ x, y: seconds })),
      })),
    };
  });
  const description = `Seconds a step over ${growth.map(({ axis }) => axis).join(', ')}, each with a line a peer.`;
  return renderSvg(linePanels(panels, { description, width: WIDTH, height: HEIGHT }));
}
