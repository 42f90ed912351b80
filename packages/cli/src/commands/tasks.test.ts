import { BUILT_IN_TASKS, builtInTask, defineTask } from '@losskit/tasks';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';

import { runLosskit } from '../../fixtures/runLosskit.ts';
import { formatTasks } from './runTasks.ts';

function packagedTask(name: string) {
  return defineTask({
    name,
    target: 'continuous',
    origin: {
      kind: 'package',
      package: '@losskit/no-such-data',
      version: '1.2.0',
      file: 'rows.csv',
      sha256: '',
      description: 'numbers of somebody',
      licence: 'CC0 1.0',
      rows: 1200,
    },
    data: () => {
      throw new Error('Not loaded.');
    },
    model: () => {
      throw new Error('Not trained.');
    },
  });
}

describe('losskit tasks', () => {
  test('fits 80 columns with kind, rows, source and licence of every task', () => {
    const text = formatTasks(BUILT_IN_TASKS.map(builtInTask), 80);
    expect(Math.max(...text.split('\n').map((line) => stringWidth(line)))).toBeLessThanOrEqual(80);
    for (const name of BUILT_IN_TASKS)
      expect(text).toMatch(new RegExp(`^${name} +[a-z]+ +[\\d,]+ +\\S`, 'm'));
    expect(text).toContain('licence: CC0 1.0 and PDDL 1.0');
    expect(text).not.toContain('npm install');
  });

  test('says once what installs a package that is missing, for all of its tasks', () => {
    const text = formatTasks([packagedTask('one'), builtInTask('linear'), packagedTask('two')], 80);
    expect(text).toMatch(/^one +continuous +1,200 +numbers of somebody; licence: CC0 1.0$/m);
    expect(text.split('\n').slice(-3)).toEqual([
      'Not installed are the data of',
      'one, two:',
      '  npm install @losskit/no-such-data@1.2.0',
    ]);
  });

  test('--json has them with origin and whether it is installed', async () => {
    const { exitCode, stdout, stderr } = await runLosskit('tasks', '--json');
    expect([exitCode, stderr]).toEqual([0, '']);
    const tasks: unknown = JSON.parse(stdout);
    expect(tasks).toHaveLength(BUILT_IN_TASKS.length);
    expect(tasks).toContainEqual(
      expect.objectContaining({
        task: 'wages',
        kind: 'continuous',
        rows: 534,
        installed: true,
        origin: expect.objectContaining({ licence: 'CC0 1.0 and PDDL 1.0' }),
      }),
    );
    expect(tasks).toContainEqual(expect.objectContaining({ task: 'linear', rows: 1240, installed: true }));
  });
});
