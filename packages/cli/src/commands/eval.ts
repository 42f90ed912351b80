import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import { prepareBackend } from '@losskit/backends';
import { LosskitError } from '@losskit/errors';
import { fileError } from '@losskit/files';
import { Command } from 'commander';

import { answerLine, LONGEST_LINE } from '../eval/answerLine.ts';
import { readLines } from '../eval/readLines.ts';
import type { Interruption } from '../interruption.ts';
import { jsonLine } from '../output/jsonLine.ts';
import { wrapWords } from '../output/wrapWords.ts';

const NOTES =
  "Inputs are in the order of the loss's parameters (losskit show <loss>); gradients are those of the value's sum, null for integer inputs. " +
  '"NaN", "Infinity" and "-Infinity" stand for themselves. A bad line is answered with {"id": …, "error": {"code": …, "message": …}}, the others still run, and the exit code is 1.';

const STANDARD_INPUT = '-';
const BLANK = /^[ \t\r]*$/;

/** Prints, and waits while the reader is slow; false once nobody reads any more. */
async function print(text: string): Promise<boolean> {
  if (process.stdout.destroyed) return false;
  // A reader that is gone is no fault of ours; the guard of the output tells other errors.
  if (!process.stdout.write(text)) await once(process.stdout, 'drain').catch(() => {});
  return !process.stdout.destroyed;
}

async function answerLines(input: Readable): Promise<{ lines: number; bad: number }> {
  const counts = { lines: 0, bad: 0 };
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

async function runEval(path: string, { signal }: Interruption): Promise<void> {
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

/** `losskit eval` */
export function evalCommand(interruption: Interruption): Command {
  return new Command('eval')
    .description('values and gradients of losses on given numbers: JSON Lines in, JSON Lines out')
    .option('--input <file>', 'lines to answer; - is standard input', STANDARD_INPUT)
    .addHelpText(
      'after',
      ({ command }) => `
Each line is an object, and so is each answer:
  {"id": 1, "loss": "huber", "inputs": [[0, 0], [0.5, 3]], "options": {"delta": 1, "reduction": "none"}}
  {"id":1,"value":[0.125,2.5],"gradients":[[-0.5,-1],[0.5,1]]}

${wrapWords(NOTES, command.configureOutput().getOutHelpWidth?.() ?? Number.POSITIVE_INFINITY)}`,
    )
    .action(({ input }: { input: string }) => runEval(input, interruption));
}
