import { expect, test } from 'vitest';

import { childrenOf, parsedHtml } from '../../fixtures/parsedHtml.ts';
import { renderSvg } from '../renderSvg.ts';
import { lossCurves } from './lossCurves.ts';

const points = [-1, 0, 1].map((x) => ({ x, value: x * x, slope: 2 * x }));

test('each curve is in the legend, the title is in lines, and the page is white', async () => {
  const curves = [
    { label: 'one', points },
    { label: 'two, gamma 2', points: points.map((point) => ({ ...point, value: 3 })) },
  ];
  const svg = await renderSvg(lossCurves(curves, ['residual', '(target 3)']));
  for (const text of ['one', 'two, gamma 2', 'residual', '(target 3)', 'loss', 'slope of the loss']) {
    expect(svg).toContain(`>${text}<`);
  }
  expect(svg).toContain('fill="white"');
  expect(svg).toContain('stroke-dasharray="7,3"');
  expect(childrenOf(parsedHtml(svg))[0]?.attributes.get('aria-label')).toBe(
    'one, two, gamma 2 over the residual (target 3): the losses, and their slopes.',
  );
});

test('what is not finite is left out, and one value that goes far does not flatten the others', async () => {
  const steep = [
    ...Array.from({ length: 50 }, (_, index) => ({ x: index / 50, value: index / 50, slope: 1 })),
    { x: 1, value: 1e6, slope: 1e6 },
    { x: 2, value: Number.POSITIVE_INFINITY, slope: Number.NaN },
  ];
  const svg = await renderSvg(lossCurves([{ label: 'steep', points: steep }], ['x']));
  expect(svg).not.toMatch(/NaN|Infinity/);
  expect(svg).not.toContain('>1e+6<');
});
