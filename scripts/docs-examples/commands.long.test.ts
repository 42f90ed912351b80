import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

import { NOT_RUN, SHORTENED, STOPPED } from './commandRuns.ts';
import { ROOT } from './documentedExamples.ts';
import { markdownFiles } from './markdownLinks.ts';
import { isShortened, type Outcome, type Place, prepareFolder, runCommand } from './runCommand.ts';
import { blocksIn, parseLine, type ShellCommand } from './shellCommands.ts';

// The commands of all English pages, in folders of their own, and what pages say that they print. Chinese pages have the same blocks.
// LOSSKIT_WHOLE_COMMANDS=1 runs them with all seeds and epochs, and then compares every number.

const notRun = Object.values(NOT_RUN).flat();

/** For those who change losskit: its commands are those that CI runs, or need Python. */
const OTHERS = ['CONTRIBUTING.md'];

/** Lines for a shell that stand together, and what the page says that they print. */
interface Session {
  readonly place: string;
  readonly commands: readonly ShellCommand[];
  readonly shown: readonly string[];
}

function sessionsIn(file: string): Session[] {
  const blocks = blocksIn(readFileSync(join(ROOT, file), 'utf8'));
  return blocks.flatMap(({ language, text, row }, index) => {
    if (language !== 'sh') return [];
    const lines = text.split('\n');
    // A line that is all comment is what the command before it prints.
    const commented = lines.filter((line) => line.startsWith('# ')).map((line) => line.slice(2));
    const next = blocks[index + 1];
    const isBelow = next?.language === 'text' && !/^#/m.test(next.prose);
    const below = isBelow ? next.text.split('\n') : [];
    return [
      {
        place: `${file}:${row}`,
        commands: lines.flatMap((line) => parseLine(line) ?? []),
        shown: [...commented, ...below],
      },
    ];
  });
}

const pages = markdownFiles()
  .filter((file) => !/zh[/-]/.test(file) && !OTHERS.includes(file))
  .map((file) => ({ file, sessions: sessionsIn(file) }))
  .filter(({ sessions }) => sessions.length > 0);
const isRun = ({ line }: ShellCommand) => !notRun.includes(line);

/** Columns that a table has where runs failed or seeds were given up. */
const OCCASIONAL = ['seeds', 'failed', 'median'];

/** What of a line does not depend on what was measured: what a caption says, the columns of a table, a loss, the task of an answer. */
function outlineOf(line: string): string {
  if (line.includes(' is better')) return line.replace(/, margin .*$/, '');
  const cells = line.split(/\s{2,}/).filter((cell) => cell !== '' && !OCCASIONAL.includes(cell));
  if (cells.length === 1) return line.replace(/: .*$/, ': ');
  return cells[0] === 'loss' ? cells.join(' ') : (cells.find((cell) => !/^\d+$/.test(cell)) ?? '');
}

const exactly = (line: string) => line;

/** The lines that a page shows and a command did not print, in their order where they are read exactly; dots stand for what a page leaves out. */
function missingLines(
  shown: readonly string[],
  printed: string,
  readsAs: (line: string) => string,
): string[] {
  let rest = printed.split('\n').map(readsAs);
  return shown.filter((line) => {
    const [whole = '', dots] = line.split(/(?<=^|\s)(…)$/);
    if (whole.trim() === '') return false;
    const asked = readsAs(whole.trimEnd());
    const at = rest.findIndex((one) => (dots === undefined ? one === asked : one.startsWith(asked)));
    if (readsAs === exactly) rest = rest.slice(at + 1);
    return at < 0;
  });
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'losskit-page-'));
  folders.push(folder);
  prepareFolder(folder);
  return folder;
}

/** Commands that leave nothing for the next one are run once, for all pages that have them. */
const outcomes = new Map<string, Outcome>();
const leavesFiles = ({ line }: ShellCommand) => /--out|[<>]/.test(line);

async function outcomeOf(command: ShellCommand, place: Place): Promise<Outcome> {
  const known = outcomes.get(command.line);
  if (known && !leavesFiles(command)) return known;
  const outcome = await runCommand(command, place);
  outcomes.set(command.line, outcome);
  return outcome;
}

/** A command of a page, with what it printed. */
interface Run {
  readonly line: string;
  readonly stdout: string;
}

/** Runs the commands of a session, none of which may fail. */
async function runSession({ place, commands }: Session, where: Place): Promise<Run[]> {
  const runs: Run[] = [];
  for (const command of commands.filter(isRun)) {
    const { exitCode, stdout, stderr } = await outcomeOf(command, where);
    expect(exitCode, `${place}: ${command.line}\n${stderr}`).toBe(command.line in STOPPED ? null : 0);
    runs.push({ line: command.line, stdout });
  }
  return runs;
}

/** The digests of weights by training, which its folder, and whether it was killed and went on, must not change. */
function digestsOf(runs: readonly Run[]): Map<string, Set<string>> {
  const digests = new Map<string, Set<string>>();
  for (const { line, stdout } of runs) {
    const [, digest] = /weights sha256 ([0-9a-f]{64})/.exec(stdout) ?? [];
    const training = line.replace(/ --out \S+| --resume/g, '');
    if (digest !== undefined) digests.set(training, (digests.get(training) ?? new Set()).add(digest));
  }
  return digests;
}

describe('the commands of a page run, and print what it says', () => {
  const running = pages.filter(({ sessions }) => sessions.some(({ commands }) => commands.some(isRun)));

  test.for(running)('$file', { timeout: 900_000 }, async ({ sessions }, { signal }) => {
    const folder = newFolder();
    const all: Run[] = [];
    for (const session of sessions.filter(({ commands }) => commands.some(isRun))) {
      const runs = await runSession(session, { folder, signal });
      const printed = runs.map(({ stdout }) => stdout).join('');
      const readsAs = session.commands.some(isShortened) ? outlineOf : exactly;
      expect(missingLines(session.shown, printed, readsAs), session.place).toEqual([]);
      all.push(...runs);
    }
    for (const [training, digests] of digestsOf(all)) expect(digests.size, training).toBe(1);
  });
});

test('what a page shows and a command did not print is found', () => {
  const printed =
    '   loss   rmse  median\n1  huber  0.50  0.40\n2  mae    0.70  0.60\nlinear: Use huber (rmse 0.5).';
  const shown = ['   loss   rmse  …', '1  huber  0.50  …', '…', 'linear: Use huber (rmse 0.5).'];
  expect(missingLines(shown, printed, exactly)).toEqual([]);
  expect(missingLines(['2  mae  …', '1  huber  0.50  …', '2  mae    0.70'], printed, exactly)).toEqual([
    '1  huber  0.50  …',
    '2  mae    0.70',
  ]);
  const others = ['   loss   rmse  …', '1  mae    0.10  …', 'linear: mae leads.'];
  expect(missingLines(others, printed, outlineOf)).toEqual([]);
  expect(
    missingLines(['   loss   mse  …', '1  mea    0.10  …', 'fruit: x'], printed, outlineOf),
  ).toHaveLength(3);
});

test('commands that are listed with a reason are commands of pages', () => {
  const lines = pages.flatMap(({ sessions }) =>
    sessions.flatMap(({ commands }) => commands.map(({ line }) => line)),
  );
  const listed = [...notRun, ...Object.keys(SHORTENED), ...Object.keys(STOPPED)];
  expect(listed.filter((line) => !lines.includes(line))).toEqual([]);
});
