import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

import { commandLine } from './commandLine.ts';

test('quotes words only where a shell would take them apart', () => {
  expect(
    commandLine(['compare', 'linear', '--losses', 'mse,huber:delta=0.2+l2Penalty', '--margin', '5%']),
  ).toBe('losskit compare linear --losses mse,huber:delta=0.2+l2Penalty --margin 5%');
});

test.skipIf(process.platform === 'win32')('a shell reads the same words again', () => {
  const words = ["it's", '$HOME', 'a b', '', '`x`', '*', '"', '\\', '#', 'x;y', '苹果'];
  const line = commandLine(words).replace('losskit', "printf '%s\\n'");
  expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toBe(`${words.join('\n')}\n`);
});
