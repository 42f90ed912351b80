import type { BenchResult, CaseResult, Growth, MemoryUse } from './BenchResult.ts';
import { CASE_HEAD, caseRows, describeMissing, describeTarget } from './caseTable.ts';
import { formatDigits } from './formatSeconds.ts';

/** Columns under headings: the first to the left, numbers to the right. */
function formatColumns(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join('  ')
      .trimEnd();
  return all.map((row) => `  ${line(row)}`).join('\n');
}

/** Threads are told where they matter. */
function titleOf({ suite, name, description, threads }: CaseResult): string {
  return `${suite}: ${name} (${description}; ${threads === 'one' ? 'one thread' : 'all threads'})`;
}

/** What a case has shown, for a terminal. */
export function formatCase(result: CaseResult): string {
  const failed = result.omitted.filter(({ kind }) => kind === 'failed' || kind === 'disagrees');
  return [
    titleOf(result),
    formatColumns(CASE_HEAD, caseRows(result)),
    ...failed.map(({ peer, reason }) => `  ${peer}: no time, ${reason}`),
    ...result.targets.map((target) => `  ${describeTarget(target)}`),
  ].join('\n');
}

function formatGrowth({ axis, curves }: Growth): string {
  const sizes = [...new Set(curves.flatMap(({ points }) => points.map(({ x }) => x)))].sort((a, b) => a - b);
  const rows = curves.map(({ peer, points, exponent }) => [
    peer,
    ...sizes.map((size) => {
      const point = points.find(({ x }) => x === size);
      return point ? `${formatDigits(point.seconds * 1e6)} µs` : '';
    }),
    formatDigits(exponent),
  ]);
  return `growth with ${axis}\n${formatColumns(['', ...sizes.map(String), 'exponent'], rows)}`;
}

function formatMemory({ peer, rows }: MemoryUse): string {
  const cells = rows.map(({ step, tensors, bytes, residentBytes }) => [
    String(step),
    String(tensors),
    String(bytes),
    `${Math.round(residentBytes / 2 ** 20)} MiB`,
  ]);
  return `memory of ${peer}\n${formatColumns(['step', 'tensors', 'bytes', 'resident'], cells)}`;
}

/** What stands at the end of a run: growth, memory, and how many targets were reached. */
export function formatSummary(result: BenchResult): string {
  const { cases, growth, memory, machine } = result;
  const targets = cases.flatMap((one) => one.targets);
  const reached = targets.filter((target) => target.reached).length;
  return [
    ...growth.map(formatGrowth),
    ...memory.map(formatMemory),
    ...(targets.length > 0 ? [`${reached} of ${targets.length} targets reached`] : []),
    ...describeMissing(result),
    `on ${machine.processor}, ${machine.cores} cores, Node ${machine.node}`,
  ].join('\n\n');
}
