import pc from 'picocolors';
import { expect, test, vi } from 'vitest';

import { colourVerdict } from './colourVerdict.ts';

vi.mock('./colours.ts', () => ({ colours: pc.createColors(true) }));

const { green, bold, cyan, yellow, red } = pc.createColors(true);

test('green is a loss that can be used, and what is undecided is not', () => {
  expect(colourVerdict('best')).toBe(bold(green('best')));
  expect(colourVerdict('as good')).toBe(green('as good'));
  expect(colourVerdict('undecided')).toBe(cyan('undecided'));
  expect(colourVerdict('slightly worse')).toBe(yellow('slightly worse'));
  for (const verdict of ['worse', 'not converged', 'failed'] as const) {
    expect(colourVerdict(verdict)).toBe(red(verdict));
  }
});
