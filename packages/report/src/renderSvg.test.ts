import type { TopLevelSpec } from 'vega-lite';
import { expect, test } from 'vitest';

import { childrenOf, parsedHtml } from '../fixtures/parsedHtml.ts';
import { renderSvg } from './renderSvg.ts';

const spec: TopLevelSpec = {
  description: 'A "line" of <two> points.',
  data: {
    values: [
      { x: 0, y: 1 },
      { x: 1, y: 3 },
    ],
  },
  mark: { type: 'line', clip: true },
  encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
};

test('a figure is one SVG element with its description as accessible name', async () => {
  const [svg, ...rest] = childrenOf(parsedHtml(await renderSvg(spec)));
  expect(rest).toEqual([]);
  expect(svg?.name).toBe('svg');
  expect(svg?.attributes.get('aria-label')).toBe('A &quot;line&quot; of &lt;two&gt; points.');
  expect(svg?.attributes.get('xmlns')).toBe('http://www.w3.org/2000/svg');
});

test('ids start with the prefix and do not count up from figure to figure', async () => {
  const first = await renderSvg(spec, 'first');
  expect(first).toContain('id="first-1"');
  expect(first).toContain('url(#first-1)');
  expect(await renderSvg(spec, 'first')).toBe(first);
  expect(await renderSvg(spec, 'second')).toBe(first.replaceAll('first-', 'second-'));
});
