import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

import { studyFixture } from '../fixtures/studyFixture.ts';
import { renderReport, reportFiles } from './index.ts';

describe('equal results give equal bytes', () => {
  test('within a process, whatever was drawn before', async () => {
    const study = studyFixture();
    const page = await renderReport(study);
    await renderReport(studyFixture({ seeds: 2, classificationLosses: ['nll'] }));
    expect((await renderReport(study)) === page).toBe(true);
  });

  const built = new URL('../dist/renderReport.js', import.meta.url);

  test.skipIf(!existsSync(built))('in two processes (needs the build)', () => {
    const program = `
      import { createHash } from 'node:crypto';
      import { text } from 'node:stream/consumers';
      const { renderReport } = await import(${JSON.stringify(built.href)});
      const study = JSON.parse(await text(process.stdin));
      if (process.argv.includes('twice')) await renderReport(study);
      process.stdout.write(createHash('sha256').update(await renderReport(study)).digest('hex'));`;
    const losses = ['huber', 'meanSquaredError'];
    const small = studyFixture({ seeds: 2, regressionLosses: losses, classificationLosses: losses });
    const run = (...extra: string[]) =>
      execFileSync(process.execPath, ['--input-type=module', '--eval', program, ...extra], {
        input: JSON.stringify(small),
        encoding: 'utf8',
      });
    const digest = run();
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(run('twice')).toBe(digest);
  });

  test('in all files of a report', async () => {
    const study = studyFixture({
      regressionTasks: ['linear', 'a/../b', 'a-..-b'],
      regressionLosses: ['huber', 'meanSquaredError', 'meanAbsoluteError'],
      classificationLosses: ['crossEntropy', 'nll'],
    });
    expect(await reportFiles(study)).toEqual(await reportFiles(study));
  });
});
