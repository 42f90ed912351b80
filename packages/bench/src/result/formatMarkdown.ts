import type { BenchResult, CaseResult, Growth, MemoryUse } from './BenchResult.ts';
import { CASE_HEAD, caseRows, describeMissing, describeTarget } from './caseTable.ts';
import { formatDigits } from './formatSeconds.ts';

/** A table as the formatter of the repository leaves it. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(3, ...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

function caseSection(result: CaseResult): string {
  const { name, description, threads, targets } = result;
  return [
    `### ${name}, ${threads === 'one' ? 'one thread' : 'all threads'}`,
    `${description[0]?.toUpperCase() ?? ''}${description.slice(1)}.`,
    table(CASE_HEAD, caseRows(result)),
    ...(targets.length > 0 ? [targets.map((target) => `- ${describeTarget(target)}`).join('\n')] : []),
  ].join('\n\n');
}

function growthSection(growth: readonly Growth[]): string {
  const rows = growth.flatMap(({ axis, curves }) =>
    curves.map(({ peer, exponent }) => [axis, peer, formatDigits(exponent)]),
  );
  return [
    '## Growth',
    'Time ≈ factor · size ^ exponent, by least squares of the logarithms; 1 is growth in proportion.',
    '![Seconds a step over rows, width, batch, classes and seeds](benchmark-growth.svg)',
    table(['with', 'peer', 'exponent'], rows),
  ].join('\n\n');
}

function memorySection(memory: readonly MemoryUse[]): string {
  const rows = memory.flatMap(({ peer, rows: found }) =>
    [found[0], found.at(-1)].flatMap((row) =>
      row
        ? [
            [
              peer,
              String(row.step),
              String(row.tensors),
              String(row.bytes),
              String(Math.round(row.residentBytes / 2 ** 20)),
            ],
          ]
        : [],
    ),
  );
  return ['## Memory', table(['peer', 'step', 'tensors', 'bytes', 'resident MiB'], rows)].join('\n\n');
}

function machineOf(result: BenchResult): string {
  const { machine, cases } = result;
  const { processor, cores, platform, node } = machine;
  const versions = [...new Set(cases.flatMap(({ peers }) => peers.map(({ version }) => version)))].sort();
  const found = `On ${processor}, ${cores} cores, ${platform}, Node ${node}: ${versions.join('; ')}.`;
  return [found, ...describeMissing(result)].join(' ');
}

/** What a run has found, as a page of the documentation. */
export function formatMarkdown(result: BenchResult): string {
  const { cases, growth, memory } = result;
  const suites = [...new Set(cases.map(({ suite }) => suite))];
  return [
    '# Benchmark',
    'Generated from the last run that was kept by `node scripts/bench/page.mjs`; `npx -y pnpm@12 bench --write` makes and keeps a new one.',
    'Peers take turns in one run. Minimum, median and spread (from the first to the third quartile, as a part of the median) are of the time that passes in a step, `processor` is the least time of the processor. The ratio is to the first of losskit’s own: of processor time on one thread, of time that passes on all. Whoever comes to another loss than most is not timed.',
    machineOf(result),
    ...suites.flatMap((suite) => [
      `## ${suite}`,
      ...cases.filter((one) => one.suite === suite && one.peers.length > 0).map(caseSection),
    ]),
    ...(growth.length > 0 ? [growthSection(growth)] : []),
    ...(memory.length > 0 ? [memorySection(memory)] : []),
  ]
    .join('\n\n')
    .concat('\n');
}
