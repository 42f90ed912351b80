import { isArgumentError, LosskitError } from '@losskit/errors';
import { CommanderError } from 'commander';

import { listenForInterruption } from './interruption.ts';
import { makeProgram } from './makeProgram.ts';
import { note } from './output/note.ts';
import { RegressionFound } from './regression/RegressionFound.ts';

const FAILED = 1;
const WRONG_USE = 2;
const REGRESSION = 3;

/** Problems with what the user typed, as opposed to what a file or the machine turned out to be. */
const WRONG_USE_CODES = new Set([
  'name-unknown',
  'option-invalid',
  'column-missing',
  'package-missing',
  'checkpoint-mismatch',
]);

function reportError(error: unknown, debug: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE;
  const message = error instanceof Error ? error.message : String(error);
  note(`losskit: ${message}`);
  if (error instanceof RegressionFound) return REGRESSION;
  const known = error instanceof LosskitError;
  if (debug && error instanceof Error) note(error.stack ?? message);
  else if (!known && !isArgumentError(error))
    note('This looks like a fault of losskit; --debug shows where.');
  return known && WRONG_USE_CODES.has(error.code) ? WRONG_USE : FAILED;
}

/**
 * Runs one losskit command.
 *
 * @param words - What was typed after `losskit`.
 * @returns The exit code: 0 done, 1 failed, 2 wrong use, 3 a regression found, 130, 143 or 129 stopped by a signal.
 */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  const interruption = listenForInterruption();
  try {
    await makeProgram(interruption, words).parseAsync(words, { from: 'user' });
    return interruption.exitCode() ?? 0;
  } catch (error) {
    const stopped = interruption.exitCode();
    if (stopped !== undefined && error instanceof LosskitError && error.code === 'interrupted')
      return stopped;
    return reportError(error, words.includes('--debug'));
  } finally {
    interruption.stopListening();
  }
}
