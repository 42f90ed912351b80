import { availableParallelism } from 'node:os';
import { describeBackends } from '@losskit/backends';
import { version_core as tfjsVersion } from '@tensorflow/tfjs';
import { Command } from 'commander';
import pc from 'picocolors';

import { losskitVersion } from '../losskitVersion.ts';
import { formatTable } from '../output/formatTable.ts';

async function examine() {
  return {
    losskit: losskitVersion(),
    node: process.versions.node,
    tfjs: tfjsVersion,
    platform: `${process.platform}-${process.arch}`,
    cores: availableParallelism(),
    backends: await describeBackends(),
  };
}

function formatExamination({ backends, ...facts }: Awaited<ReturnType<typeof examine>>): string {
  const rows = backends.map(({ name, runs, advice }) => [
    name,
    runs ? pc.green('runs') : pc.yellow('does not run'),
    advice,
  ]);
  return [
    formatTable(
      ['', ''],
      Object.entries(facts).map(([name, value]) => [name, String(value)]),
    ).trimStart(),
    '',
    formatTable(['backend', '', ''], rows),
  ].join('\n');
}

/** `losskit doctor` */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('what runs on this machine, and what to do where something does not')
    .option('--json', 'print the findings as one JSON object')
    .action(async ({ json }: { json?: boolean }) => {
      const examination = await examine();
      process.stdout.write(json ? `${JSON.stringify(examination)}\n` : `${formatExamination(examination)}\n`);
    });
}
