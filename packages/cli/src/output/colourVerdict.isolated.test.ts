import pc from 'picocolors';
import { expect, test, vi } from 'vitest';

import { colourVerdict } from './colourVerdict.ts';

vi.mock('./colours.ts', () => ({ colours: pc.createColors(true) }));

const { green, bold, cyan, yellow, red } = pc.createColors(true);

test('green is a loss that can be used, and what is undecided is not', () => {
  const coloured = (verdict: Parameters<typeof colourVerdict>[0]) => {
    const cell = colourVerdict(verdict);
    return typeof cell === 'string' ? cell : cell.colour(cell.text);
  };
  expect(coloured('best')).toBe(bold(green('best')));
  expect(coloured('as good')).toBe(green('as good'));
  expect(coloured('undecided')).toBe(cyan('undecided'));
  expect(coloured('slightly worse')).toBe(yellow('slightly worse'));
  for (const verdict of ['worse', 'not converged', 'failed'] as const) {
    expect(coloured(verdict)).toBe(red(verdict));
  }
});
