#!/usr/bin/env node
import { guardOutput } from './guardOutput.ts';
import { runCommandLine } from './runCommandLine.ts';

guardOutput();
process.exitCode = await runCommandLine(process.argv.slice(2));
