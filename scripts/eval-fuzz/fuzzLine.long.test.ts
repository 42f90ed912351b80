import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { answerLine } from '../../packages/cli/src/eval/answerLine.ts';
import { randomStream } from '../../packages/random/src/index.ts';
import { readReferenceCases, requestOf } from '../parity/readReferenceCases.mjs';
import { fuzzLine } from './fuzzLine.mjs';

test('3,000 broken lines are each answered with a value or with what is wrong with them', () => {
  const requests = readReferenceCases().map(requestOf);
  const stream = randomStream(2, 'eval fuzz');
  const tensors = tf.memory().numTensors;
  const counts = new Map<string, number>();
  for (let number = 1; number <= 3000; number += 1) {
    const bytes = fuzzLine(stream, requests);
    const answer = answerLine({ number, bytes });
    const code = 'error' in answer ? answer.error.code : 'answered';
    counts.set(code, (counts.get(code) ?? 0) + 1);
    if (code === 'internal') throw new Error(`${JSON.stringify(answer)} for ${bytes}`);
  }
  const expected = ['answered', 'input-invalid', 'line-malformed', 'name-unknown', 'option-invalid'];
  expect([...counts.keys()].sort()).toEqual(expected);
  expect(tf.memory().numTensors).toBe(tensors);
});
