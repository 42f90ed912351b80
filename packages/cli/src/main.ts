#!/usr/bin/env node
import { handleBrokenPipe } from './handleBrokenPipe.ts';
import { runCommandLine } from './runCommandLine.ts';

const CLOSED_TERMINAL = 129;

handleBrokenPipe();
const exitCode = await runCommandLine(process.argv.slice(2));

function end(): void {
  const hasTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
  // Node crashes where it exits by itself and its terminal is gone. Shells call a death by this signal 129, too.
  if (exitCode === CLOSED_TERMINAL && hasTerminal) process.kill(process.pid, 'SIGHUP');
  else process.exit(exitCode);
}

// A task's module may have left something running; what was written goes out first, and what could not be is told.
process.stdout.write('', () => process.stderr.write('', () => setImmediate(end)));
