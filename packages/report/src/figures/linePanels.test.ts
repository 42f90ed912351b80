import { describe, expect, it } from 'vitest';

import { renderSvg } from '../renderSvg.ts';
import { type LinePanel, linePanels } from './linePanels.ts';

const panel: LinePanel = {
  title: 'left',
  x: { title: 'λ', domain: [0.01, 100], logarithmic: true },
  y: { title: 'w', domain: [0, 2] },
  series: [
    { kind: 'points', points: [{ x: 1, y: 1 }] },
    {
      label: 'one',
      kind: 'line',
      points: [
        { x: 1, y: 0 },
        { x: 0.1, y: 1 },
        { x: 10, y: 2 },
      ],
    },
    { label: 'two', kind: 'line', points: [] },
  ],
};
const options = { description: 'Two panels.', width: 100, height: 100 };

describe('linePanels', () => {
  it('draws every panel, one legend, and ticks at powers of ten', async () => {
    const svg = await renderSvg(linePanels([panel, { ...panel, title: 'right' }], options));
    expect(svg).toContain('aria-label="Two panels."');
    for (const text of ['left', 'right', 'λ', '0.01', '0.1', '10', '100'])
      expect(svg).toContain(`>${text}</text>`);
    expect(svg.match(/>one<\/text>/g)).toHaveLength(1);
    expect(svg).not.toContain('>20</text>');
  });

  it('connects points in their own order, not from left to right', async () => {
    const [line = ''] = /d="M[^"]*L[^"]*L[^"]*"/.exec(await renderSvg(linePanels([panel], options))) ?? [];
    const xs = [...line.matchAll(/[ML](-?[\d.]+),/g)].map(([, x]) => Number(x));
    expect(xs).toEqual([50, 25, 75]);
  });
});
