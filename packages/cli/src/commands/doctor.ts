import { availableParallelism } from 'node:os';
import { type BackendStatus, describeBackends, installedFixes } from '@losskit/backends';
import { version_core as tfjsVersion } from '@tensorflow/tfjs';
import { Command } from 'commander';

import { losskitVersion } from '../losskitVersion.ts';
import { colours } from '../output/colours.ts';
import { type Cell, fitTable, formatTable } from '../output/formatTable.ts';
import { jsonLine } from '../output/jsonLine.ts';
import { terminalWidth } from '../output/terminalWidth.ts';
import { wrapWords } from '../output/wrapWords.ts';

async function examine() {
  const backends = await describeBackends();
  return {
    losskit: losskitVersion(),
    node: process.versions.node,
    tfjs: tfjsVersion,
    platform: `${process.platform}-${process.arch}`,
    cores: availableParallelism(),
    backends,
    // Known only now: fixes are installed when a backend is prepared, and only where tfjs needs them.
    fixes: installedFixes(),
  };
}

function formatMilliseconds(milliseconds: number | null | undefined): string {
  if (milliseconds === undefined) return '';
  if (milliseconds === null) return 'cannot train';
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toPrecision(2)} s`;
  return `${milliseconds < 100 ? milliseconds.toPrecision(2) : Math.round(milliseconds)} ms`;
}

function formatBackend({ name, runs, engine = '', threads, milliseconds }: BackendStatus): Cell[] {
  return [
    name,
    runs ? { text: 'runs', colour: colours.green } : { text: 'does not run', colour: colours.yellow },
    engine,
    String(threads ?? ''),
    formatMilliseconds(milliseconds?.line),
    formatMilliseconds(milliseconds?.dense),
    formatMilliseconds(milliseconds?.convolution),
  ];
}

function formatExamination(
  { backends, fixes, ...facts }: Awaited<ReturnType<typeof examine>>,
  width: number,
): string {
  const promises = backends.flatMap(({ name, determinism }) => (determinism ? [[name, determinism]] : []));
  const problems = backends.flatMap(({ advice }) =>
    advice ? [colours.yellow(wrapWords(advice, width))] : [],
  );
  return [
    formatTable(
      ['', ''],
      Object.entries(facts).map(([name, value]) => [name, String(value)]),
    ).trimStart(),
    '',
    fitTable(
      ['backend', '', 'computed by', 'threads', 'line', 'dense', 'convolution'],
      backends.map(formatBackend),
      width,
      2,
    ),
    '',
    fitTable(['two runs', ''], promises, width, 2),
    ...(fixes.length > 0
      ? ['', `${fixes.length} kernels and gradients of tfjs ${tfjsVersion} are patched; --json names them.`]
      : []),
    ...(problems.length > 0 ? ['', ...problems] : []),
  ].join('\n');
}

/** `losskit doctor` */
export function doctorCommand(): Command {
  return new Command('doctor')
    .description('what runs on this machine and how fast, and what to do where something does not')
    .option('--json', 'print the findings as one JSON object')
    .action(async ({ json }: { json?: boolean }) => {
      const examination = await examine();
      process.stdout.write(
        json ? jsonLine(examination) : `${formatExamination(examination, terminalWidth())}\n`,
      );
    });
}
