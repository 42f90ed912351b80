import { describe, expect, test } from 'vitest';

import { answerLine, LONGEST_LINE } from './answerLine.ts';
import { readLines } from './readLines.ts';

describe('lines of a stream', () => {
  async function linesOf(chunks: readonly string[], longest = 10): Promise<(string | undefined)[]> {
    async function* stream() {
      for (const chunk of chunks) yield Buffer.from(chunk);
    }
    const lines: (string | undefined)[] = [];
    for await (const { bytes, number } of readLines(stream(), longest)) {
      lines.push(bytes && Buffer.from(bytes).toString());
      expect(number).toBe(lines.length);
    }
    return lines;
  }

  test('end at line breaks, wherever the chunks end', async () => {
    expect(await linesOf(['a\nb', 'c\n', '\n', 'd'])).toEqual(['a', 'bc', '', 'd']);
    expect(await linesOf(['a\n'])).toEqual(['a']);
    expect(await linesOf([])).toEqual([]);
  });

  test('are skipped where they are too long, and the next is whole again', async () => {
    expect(await linesOf(['0123456789\n', '01234', '567890', '123\nb\n', '01234567890'])).toEqual([
      '0123456789',
      undefined,
      'b',
      undefined,
    ]);
  });

  test('take no memory where they are too long', async () => {
    async function* stream() {
      for (let chunk = 0; chunk < 1000; chunk += 1) yield Buffer.alloc(2 ** 20, '1');
      yield Buffer.from('\nb');
    }
    const before = process.memoryUsage().rss;
    const lines = [];
    for await (const line of readLines(stream(), LONGEST_LINE)) lines.push(line);
    expect(lines).toEqual([
      { number: 1, bytes: undefined },
      { number: 2, bytes: Buffer.from('b') },
    ]);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 * 2 ** 20);
    expect(answerLine({ number: 7, bytes: undefined })).toEqual({
      id: null,
      error: { code: 'line-too-long', message: 'line 7: expected at most 16777216 bytes, got more.' },
    });
  });

  test('end where one has no end', async () => {
    async function* stream() {
      yield Buffer.from('a\n');
      for (;;) yield Buffer.from('b');
    }
    const lines: unknown[] = [];
    const reading = (async () => {
      for await (const line of readLines(stream(), 10)) lines.push(line);
    })();
    await expect(reading).rejects.toMatchObject({
      code: 'line-too-long',
      message: 'line 2: expected lines of at most 10 bytes, got one without an end.',
    });
    expect(lines).toHaveLength(1);
  });
});
