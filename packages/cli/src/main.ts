#!/usr/bin/env node
import { handleBrokenPipe } from './handleBrokenPipe.ts';
import { runCommandLine } from './runCommandLine.ts';

handleBrokenPipe();
process.exitCode = await runCommandLine(process.argv.slice(2));
