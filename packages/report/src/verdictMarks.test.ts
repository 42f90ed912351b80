import { expect, test } from 'vitest';

import { VERDICT_MARKS } from './verdictMarks.ts';

test('the best has a colour and a shape of its own', () => {
  const { best, ...others } = VERDICT_MARKS;
  for (const { color, path } of Object.values(others)) {
    expect(color).not.toBe(best.color);
    expect(path).not.toBe(best.path);
  }
});
