import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

import { shellWords } from './shellWords.ts';

test('a shell takes the words as they were, whatever is in them', () => {
  const words = ['plain', 'a b', "it's", '$HOME', '`id`', '"', '', '*', 'naïve', ';', '--x=1', '\\'];
  const shown = execFileSync('sh', ['-c', `printf '%s\\n' ${shellWords(words)}`], { encoding: 'utf8' });
  expect(shown).toBe(`${words.join('\n')}\n`);
  expect(shellWords(['losskit', '--losses=mse,huber:delta=0.2'])).toBe(
    'losskit --losses=mse,huber:delta=0.2',
  );
});
