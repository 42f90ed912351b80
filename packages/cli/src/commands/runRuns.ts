import { listStored, type StoredComparison, type StoredTask } from '@losskit/study/stored';

import { fitTable } from '../output/formatTable.ts';
import { jsonLine } from '../output/jsonLine.ts';
import { terminalWidth } from '../output/terminalWidth.ts';
import { wrapWords } from '../output/wrapWords.ts';

export interface RunsOptions {
  readonly json?: boolean;
}

const HEAD = ['folder', 'written', 'task', 'losses × seeds', 'runs', 'size', 'use'];

/** Columns that a narrow terminal keeps. */
const MIN_COLUMNS = 3;

/** In the time of the machine, as `ls -l` says it: 2026-01-31 17:05. */
function formatMoment(moment: string): string {
  const date = new Date(moment);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

function formatBytes(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`;
}

/** `70 done, 2 failed, 1 lost`: only the first where nothing went wrong. */
function formatRuns({ losses, lost }: StoredTask): string {
  const done = losses.reduce((sum, loss) => sum + loss.done, 0);
  const failed = losses.reduce((sum, loss) => sum + loss.failed, 0);
  return [`${done} done`, failed > 0 && `${failed} failed`, lost > 0 && `${lost} lost`]
    .filter(Boolean)
    .join(', ');
}

function rowsOf({ folder, modified, bytes, runFiles, seeds, tasks }: StoredComparison): string[][] {
  const start = [folder, formatMoment(modified)];
  const size = formatBytes(bytes);
  const [first, ...others] = tasks.map((task) => ({
    words: [task.task, `${task.losses.length} × ${seeds}`, formatRuns(task)],
    use: task.recommended ?? 'none',
  }));
  if (!first) return [[...start, '', '', `${runFiles} files`, size, '']];
  return [
    [...start, ...first.words, size, first.use],
    ...others.map(({ words, use }) => ['', '', ...words, '', use]),
  ];
}

/** What is to be said of all that are in a state; nothing where none is. */
function noteOn(
  stored: readonly StoredComparison[],
  state: StoredComparison['state'],
  words: string,
  width: number,
): string[] {
  const folders = stored.filter((one) => one.state === state).map(({ folder }) => folder);
  return folders.length > 0 ? [wrapWords(`${words}: ${folders.join(', ')}.`, width)] : [];
}

function formatStored(stored: readonly StoredComparison[], folder: string, width: number): string {
  if (stored.length === 0) return `No comparison in ${folder}. losskit compare writes one into runs/.`;
  return [
    fitTable(HEAD, stored.flatMap(rowsOf), width, MIN_COLUMNS),
    ...noteOn(
      stored,
      'unfinished',
      'Unfinished, or under way; the same losskit compare with --out and the folder goes on',
      width,
    ),
    ...noteOn(stored, 'unreadable', 'comparison.json is damaged, or of another version of losskit', width),
  ].join('\n');
}

export async function runRuns(folder: string, { json }: RunsOptions): Promise<void> {
  const stored = await listStored(folder);
  process.stdout.write(json ? jsonLine(stored) : `${formatStored(stored, folder, terminalWidth())}\n`);
}
