import { expect, test } from 'vitest';

import { jsonLine } from './jsonLine.ts';

test('is one line of JSON on which a terminal does not act', () => {
  const value = { 'a\u009b': 'b\u202e\u007f\n' };
  const line = jsonLine(value);
  expect(line).toBe('{"a\\u009b":"b\\u202e\\u007f\\n"}\n');
  expect(JSON.parse(line)).toEqual(value);
});
