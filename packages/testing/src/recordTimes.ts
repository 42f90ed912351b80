import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { afterAll, expect } from 'vitest';

// For scripts/test-times: a line for each file of tests in the file that LOSSKIT_TEST_TIMES names.

/** Seconds that processors have worked for this process, and, where Linux says so, for children that ended. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  const stat = '/proc/self/stat';
  if (!existsSync(stat)) return (user + system) / 1e6;
  // After the name in brackets come numbers: the 14th and 15th are of children, in hundredths.
  const numbers = readFileSync(stat, 'utf8').split(') ').at(-1)?.split(' ').map(Number) ?? [];
  const [ofChildren = 0, inSystem = 0] = numbers.slice(13, 15);
  return (user + system) / 1e6 + (ofChildren + inSystem) / 100;
}

const path = process.env.LOSSKIT_TEST_TIMES;
if (path !== undefined) {
  const [processor, wall] = [processorSeconds(), performance.now()];
  afterAll(() => {
    const times = {
      file: expect.getState().testPath,
      backend: process.env.LOSSKIT_BACKEND ?? 'cpu',
      processor: processorSeconds() - processor,
      wall: (performance.now() - wall) / 1000,
      memory: process.memoryUsage.rss(),
    };
    appendFileSync(path, `${JSON.stringify(times)}\n`);
  });
}
