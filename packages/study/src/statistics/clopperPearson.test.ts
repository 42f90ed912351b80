import { expect, test } from 'vitest';

import fixture from '../../fixtures/statistics.json' with { type: 'json' };
import { clopperPearson } from './clopperPearson.ts';

test.each(fixture.clopperPearson)(
  'agrees with SciPy: $count of $total at $confidence',
  ({ count, total, confidence, low, high }) => {
    const interval = clopperPearson(count, total, confidence);
    expect([interval.low, interval.high]).toBeAllClose([low, high], { rtol: 1e-6, atol: 1e-9 });
  },
);
