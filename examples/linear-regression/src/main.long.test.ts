import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const run = async () => (await promisify(execFile)(process.execPath, [script])).stdout;

/** θ0 and θ1 as a line of the summary states them. */
function coefficientsOf(name: string, output: string): number[] {
  const [, intercept, slope] = new RegExp(`^${name} +θ0 = (\\S+) +θ1 = (\\S+)`, 'm').exec(output) ?? [];
  return [Number(intercept), Number(slope)];
}

test('every loss fits the line: robust ones near the truth, squares lifted, and a second run prints the same', async () => {
  const output = await run();
  expect(coefficientsOf('truth', output)).toEqual([4, 2.5]);
  const [intercept = 0, slope = 0] = coefficientsOf('meanAbsoluteError', output);
  expect(Math.abs(intercept - 4)).toBeLessThan(0.3);
  expect(Math.abs(slope - 2.5)).toBeLessThan(0.1);
  const [lifted = 0, tilted = 0] = coefficientsOf('meanSquaredError', output);
  // At the middle of the x axis, where the lines are best known.
  expect(lifted + 5 * tilted).toBeGreaterThan(4 + 5 * 2.5 + 1.5);
  expect(output.match(/off by/g)?.length).toBeGreaterThanOrEqual(12);
  expect(await run()).toBe(output);
}, 120_000);
