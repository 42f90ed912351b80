import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { encodePng } from '../../packages/data/src/index.ts';
import { SHORTENED, STOPPED } from './commandRuns.ts';
import { ROOT } from './documentedExamples.ts';
import { losskitWords, parseLine, type ShellCommand } from './shellCommands.ts';

const MAIN = join(ROOT, 'packages/cli/dist/main.js');

/** Whether commands are run as they stand, which takes minutes more. */
const WHOLE = process.env.LOSSKIT_WHOLE_COMMANDS === '1';

/** Whether a command is run with fewer seeds and epochs than its page says. */
export const isShortened = ({ line }: ShellCommand) => !WHOLE && line in SHORTENED;

/** A reader's task, of which pages have the path alone. */
const WAGES = `import * as tf from '@tensorflow/tfjs';
import { defineTask, splitRows } from 'losskit';

const years = Array.from({ length: 90 }, (_, row) => (row * 37) % 30);
const rows = { inputs: years.map((one) => [one / 30]), targets: years.map((one, row) => 10 + one / 2 + (row % 7)) };

export default defineTask({
  name: 'wages',
  target: 'continuous',
  data: ({ seed }) => splitRows(rows, { seed }),
  model: ({ inputShape, outputs }) =>
    tf.sequential({ layers: [tf.layers.dense({ units: outputs, inputShape })] }),
  losses: ['mse', 'huber'],
  learningRates: [0.1],
  steps: 20,
});
`;

/** Small pictures by class, as pages say that photographs lie. */
function writePictures(folder: string): void {
  for (const [place, name] of ['apple', 'pear', 'orange'].entries()) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let shade = 1; shade <= 10; shade += 1) {
      const pixels = Uint8Array.from({ length: 8 * 8 * 3 }, (_, at) => (at % 3 === place ? 200 : 20 * shade));
      writeFileSync(join(folder, name, `${shade}.png`), encodePng(pixels, 8, 8));
    }
  }
}

/** Makes an empty folder what pages expect where their commands run: a clone, with what a reader has. */
export function prepareFolder(folder: string): void {
  for (const name of ['examples', 'node_modules'])
    symlinkSync(join(ROOT, name), join(folder, name), 'junction');
  writeFileSync(join(folder, 'wages.task.ts'), WAGES);
  writePictures(join(folder, 'photos'));
}

interface Program {
  readonly file: string;
  readonly words: readonly string[];
  readonly folder: string;
}

/** The script of an example, which the package manager runs in the folder of that. */
function scriptOf(name: string, script: string, words: readonly string[]): Program {
  const folder = join(ROOT, 'examples', name.replace(/^example-/, ''));
  const text = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).scripts[script];
  return programOf([...(parseLine(text)?.words ?? []), ...words], folder);
}

/** What a shell would start, without one and without npx. */
function programOf(words: readonly string[], folder: string): Program {
  const own = losskitWords(words);
  if (own) return { file: process.execPath, words: [MAIN, ...own], folder };
  if (words.join(' ').startsWith('npx -y pnpm@12 --filter ')) {
    const [name = '', script = '', ...others] = words.slice(4);
    return scriptOf(name, script, others);
  }
  const [file = '', ...others] = words;
  return { file: file === 'node' ? process.execPath : file, words: others, folder };
}

/** What a command printed, and how it ended. */
export interface Outcome {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command runs, and what stops it where the test ends before. */
export interface Place {
  readonly folder: string;
  readonly signal: AbortSignal;
}

const isFilled = (folder: string): boolean => {
  try {
    return readdirSync(folder).length > 0;
  } catch {
    return false;
  }
};

/** Milliseconds between two looks at whether a command can be stopped. */
const INTERVAL = 20;

interface Settings {
  readonly environment: Readonly<Record<string, string>>;
  readonly input: string;
  /** The folder in which something lies as soon as the command is to be killed. */
  readonly stopAt: string | undefined;
}

function start(
  { file, words, folder }: Program,
  { environment, input, stopAt }: Settings,
  signal: AbortSignal,
): Promise<Outcome> {
  // No native TensorFlow from the cache of this machine, whose numbers differ.
  const usual = { NO_COLOR: '1', LANG: 'en_US.UTF-8', LOSSKIT_CACHE: join(folder, 'cache') };
  return new Promise((resolve, reject) => {
    const child = spawn(file, words, {
      cwd: folder,
      env: { ...process.env, ...usual, ...environment },
      signal,
    });
    const printed = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => {
        printed[name] += text;
      });
    }
    const killWhenFilled = (watched: string) =>
      setInterval(() => isFilled(join(folder, watched)) && child.kill('SIGKILL'), INTERVAL);
    const watch = stopAt === undefined ? undefined : killWhenFilled(stopAt);
    child.on('error', reject);
    child.on('close', (exitCode) => {
      clearInterval(watch);
      resolve({ exitCode, ...printed });
    });
    child.stdin.end(input);
  });
}

/** What a command of a page reads: a file, or what `echo` prints before a pipe. */
function inputOf({ line, pipedFrom, readsFrom }: ShellCommand, folder: string): string {
  if (readsFrom !== undefined) return readFileSync(join(folder, readsFrom), 'utf8');
  if (pipedFrom === undefined) return '';
  const [program, ...words] = pipedFrom;
  if (program !== 'echo') throw new Error(`${line}: expected echo before a pipe, got ${program}.`);
  return `${words.join(' ')}\n`;
}

/** Runs the lines of a text one after the other, as `parallel` does with more at a time. */
async function runLines(text: string, place: Place): Promise<Outcome> {
  let last: Outcome = { exitCode: 0, stdout: '', stderr: '' };
  for (const line of text.split('\n')) {
    const command = parseLine(line);
    if (command && last.exitCode === 0) last = await runCommand(command, place);
  }
  return last;
}

/** Runs a command of a page without a shell, and without npx, in a folder. */
export async function runCommand(command: ShellCommand, place: Place): Promise<Outcome> {
  const { folder, signal } = place;
  const input = inputOf(command, folder);
  if (command.words[0] === 'parallel') return runLines(input, place);
  const inFolder = (word: string) =>
    word.replace('$PWD', folder).replace(/^\/shared\//, `${join(folder, 'shared')}/`);
  const words = [
    ...command.words.map(inFolder),
    ...(isShortened(command) ? (SHORTENED[command.line] ?? []) : []),
  ];
  const settings = { environment: command.environment, input, stopAt: STOPPED[command.line] };
  const outcome = await start(programOf(words, folder), settings, signal);
  if (command.writesTo !== undefined) writeFileSync(join(folder, command.writesTo), outcome.stdout);
  return outcome;
}
