import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { prepareBackend } from '@losskit/backends';
import { LosskitError } from '@losskit/errors';
import { fileError } from '@losskit/files';

import { answerLine, LONGEST_LINE } from '../eval/answerLine.ts';
import { readLines } from '../eval/readLines.ts';
import { STANDARD_INPUT } from '../eval/standardInput.ts';
import type { Interruption } from '../interruption.ts';
import { jsonLine } from '../output/jsonLine.ts';

const BLANK = /^[ \t\r]*$/;

/**
 * Prints lines, and waits while their reader is slow. Gives false once nobody reads any more: standard output is never destroyed, and
 * its error comes after all lines that were read together.
 */
function linePrinter(): (text: string) => Promise<boolean> {
  const { stdout } = process;
  let isRead = true;
  // A reader that is gone is no fault of ours; the guard of the output tells other errors.
  stdout.once('error', () => {
    isRead = false;
  });
  return async (text) => {
    if (!stdout.write(text)) await once(stdout, 'drain').catch(() => {});
    return isRead && stdout.errored === null;
  };
}

async function answerLines(input: Readable): Promise<{ lines: number; bad: number }> {
  const counts = { lines: 0, bad: 0 };
  const print = linePrinter();
  for await (const line of readLines(input, LONGEST_LINE)) {
    if (line.bytes && line.bytes.length < 80 && BLANK.test(Buffer.from(line.bytes).toString('latin1')))
      continue;
    const answer = answerLine(line);
    counts.lines += 1;
    if ('error' in answer) counts.bad += 1;
    if (!(await print(jsonLine(answer)))) break;
  }
  return counts;
}

export async function runEval(path: string, { signal }: Interruption): Promise<void> {
  await prepareBackend('cpu', 'tiny');
  const isStandard = path === STANDARD_INPUT;
  const input = addAbortSignal(signal, isStandard ? process.stdin : createReadStream(path));
  const { lines, bad } = await answerLines(input).catch((cause: NodeJS.ErrnoException) => {
    if (signal.aborted) throw new LosskitError('interrupted', 'eval: interrupted.');
    if (cause.syscall === undefined) throw cause;
    const code = cause.code === 'ENOENT' ? 'file-missing' : 'file-unreadable';
    throw fileError(code, isStandard ? 'standard input' : path, cause);
  });
  if (bad > 0) {
    throw new LosskitError(
      'data-malformed',
      `eval: expected every line to be right, got ${bad} of ${lines} that are not.`,
    );
  }
}
