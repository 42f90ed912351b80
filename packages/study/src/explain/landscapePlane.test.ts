import { expect, test } from 'vitest';

import { gridPlaces, landscapePlane, placeOn } from './landscapePlane.ts';
import { cosine, dot } from './vectors.ts';

const points = [Float64Array.of(3, 0, 0), Float64Array.of(1, 0, 2), Float64Array.of(0.1, 0.1, 0)];

test('the plane goes through the two points that make the largest triangle, and others are off it', () => {
  const plane = landscapePlane(points);
  if (!plane) throw new Error('Expected a plane.');
  const [along, across] = plane.directions;
  expect(dot(along, across)).toBeCloseTo(0, 12);
  expect([dot(along, along), dot(across, across)]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)]);
  expect(points.map((point) => placeOn(plane, point))).toEqual([
    { x: expect.closeTo(3, 12), y: expect.closeTo(0, 12), offPlane: expect.closeTo(0, 12) },
    { x: expect.closeTo(1, 12), y: expect.closeTo(2, 12), offPlane: expect.closeTo(0, 12) },
    { x: expect.closeTo(0.1, 12), y: expect.closeTo(0, 12), offPlane: expect.closeTo(0.1, 12) },
  ]);
});

test('points on one line have no plane', () => {
  expect(landscapePlane([Float64Array.of(1, 2), Float64Array.of(2, 4)])).toBeUndefined();
  expect(landscapePlane([Float64Array.of(0, 0), Float64Array.of(2, 4)])).toBeUndefined();
  expect(landscapePlane([])).toBeUndefined();
});

test('the grid reaches beyond the points on both sides', () => {
  expect(gridPlaces([0, 2, 10], 3)).toEqual([-3.5, 5, 13.5]);
});

test('a loss and its multiple pull the same way, and its negative the other', () => {
  const gradient = Float64Array.of(0.3, -2, 1e-3);
  expect(
    cosine(
      gradient,
      gradient.map((value) => 7 * value),
    ),
  ).toBeCloseTo(1, 12);
  expect(
    cosine(
      gradient,
      gradient.map((value) => -value),
    ),
  ).toBeCloseTo(-1, 12);
  expect(cosine(gradient, new Float64Array(3))).toBeNull();
});
