import { availableParallelism } from 'node:os';
import { type BackendStatus, describeBackends, installedFixes } from '@losskit/backends';
import { COMPILED_BACKENDS } from '@losskit/trainer';
import { version_core as tfjsVersion } from '@tensorflow/tfjs-core';

import { losskitVersion } from '../losskitVersion.ts';
import { colours } from '../output/colours.ts';
import { type Cell, fitTable, formatTable } from '../output/formatTable.ts';
import { jsonLine } from '../output/jsonLine.ts';
import { terminalWidth } from '../output/terminalWidth.ts';
import { wrapWords } from '../output/wrapWords.ts';

export interface DoctorOptions {
  readonly json?: boolean;
}

interface BackendFindings extends BackendStatus {
  /** How training takes its steps there, where nothing of a step forbids to compile it. */
  readonly step: 'compiled' | 'eager';
}

async function examine() {
  const backends = (await describeBackends()).map(
    (backend): BackendFindings => ({
      ...backend,
      step: COMPILED_BACKENDS.includes(backend.name) ? 'compiled' : 'eager',
    }),
  );
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
  if (milliseconds >= 1000) return `${Number((milliseconds / 1000).toPrecision(2))} s`;
  return `${milliseconds < 100 ? milliseconds.toPrecision(2) : Math.round(milliseconds)} ms`;
}

function formatState({ runs, inSoftware }: BackendFindings): Cell {
  if (!runs) return { text: 'does not run', colour: colours.yellow };
  return inSoftware
    ? { text: 'runs, in software', colour: colours.yellow }
    : { text: 'runs', colour: colours.green };
}

function formatBackend(backend: BackendFindings): Cell[] {
  const { name, runs, engine = '', threads, milliseconds, step } = backend;
  return [
    name,
    formatState(backend),
    engine,
    String(threads ?? ''),
    runs ? step : '',
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
      ['backend', '', 'computed by', 'threads', 'step', 'line', 'dense', 'convolution'],
      backends.map(formatBackend),
      width,
      2,
    ),
    wrapWords(
      'Times are of steps that TensorFlow.js runs kernel by kernel; losskit bench step times compiled ones.',
      width,
    ),
    '',
    fitTable(['two runs', ''], promises, width, 2),
    ...backends.flatMap(({ name, devices }) =>
      devices ? ['', wrapWords(`${name} sees these devices: ${devices.join(', ')}.`, width)] : [],
    ),
    ...(fixes.length > 0
      ? ['', `${fixes.length} kernels and gradients of tfjs ${tfjsVersion} are patched; --json names them.`]
      : []),
    ...(problems.length > 0 ? ['', ...problems] : []),
  ].join('\n');
}

export async function runDoctor({ json }: DoctorOptions): Promise<void> {
  const examination = await examine();
  process.stdout.write(json ? jsonLine(examination) : `${formatExamination(examination, terminalWidth())}\n`);
}
