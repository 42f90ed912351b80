import { testCosineLoss } from '../../fixtures/testCosineLoss.ts';
import { sphereFace } from './sphereFace.ts';

/** (−1)^k cos(m θ) − 2 k. */
function own(angle: number, { margin = 4 }: { margin?: number }): number {
  const turns = Math.min(margin - 1, Math.floor((angle * margin) / Math.PI));
  return (-1) ** turns * Math.cos(margin * angle) - 2 * turns;
}

testCosineLoss<{ margin?: number; scale?: number }>(sphereFace, {
  options: [{ scale: 0.25 }, { margin: 1 }, { margin: 2, scale: 0.5 }, { margin: 3, scale: 0.5 }],
  own,
  scale: (length, { scale = 1 }) => scale * length,
});
