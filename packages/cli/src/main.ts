#!/usr/bin/env node
import { handleBrokenPipe } from './handleBrokenPipe.ts';
import { runCommandLine } from './runCommandLine.ts';

handleBrokenPipe();
const exitCode = await runCommandLine(process.argv.slice(2));
// A task's module may have left something running; what was written goes out first.
process.stdout.write('', () => process.stderr.write('', () => process.exit(exitCode)));
