import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

import { withFaults } from './faults.mjs';
import { SMALL } from './plans.mjs';

const hasRedis = spawnSync('redis-server', ['--version']).status === 0;
if (!hasRedis) console.warn('No redis-server: comparisons over several machines are not tested.');

test.skipIf(!hasRedis)(
  'a comparison whose workers, broker and coordinator are killed is that of one machine',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'losskit-cluster-'));
    try {
      const { cells, workerKills, brokerKills, coordinatorKills } = await withFaults(SMALL, folder);
      expect(cells).toBeGreaterThan(5);
      expect([workerKills, brokerKills, coordinatorKills]).toEqual([1, 1, 1]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  240_000,
);
