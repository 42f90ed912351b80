import { expect, test } from 'vitest';

import { renderPng } from './renderPng.ts';

const svg = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20">${inside}</svg>`;
const text = (family: string) => svg(`<text x="2" y="15" font-family="${family}">ŷ − y</text>`);

test('the size is that of the drawing times the scale', () => {
  const png = Buffer.from(renderPng(svg(''), 3));
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([180, 60]);
});

test('text is drawn, in the font that comes along, whatever family is asked for', () => {
  const drawn = renderPng(text('sans-serif'), 2);
  expect(drawn).not.toEqual(renderPng(svg(''), 2));
  expect(renderPng(text('No Such Font, system-ui, sans-serif'), 2)).toEqual(drawn);
  expect(renderPng(text('sans-serif'), 2)).toEqual(drawn);
});
