import { spawn } from 'node:child_process';

/** How a program ended. */
export interface ProgramResult {
  /** Exit code; null when it was killed or could not be started. */
  readonly code: number | null;
  /** Why there is no exit code: a signal's name, or the error code of starting it (`ENOENT`). */
  readonly reason: string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end and collects what it writes. Never rejects; an abort kills it. */
export function runProgram(
  command: string,
  words: readonly string[],
  options: { readonly signal?: AbortSignal; readonly environment?: NodeJS.ProcessEnv } = {},
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const output = { stdout: '', stderr: '' };
    const child = spawn(command, words, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.environment },
      ...(options.signal ? { signal: options.signal, killSignal: 'SIGKILL' } : {}),
    });
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        output[stream] += text;
      });
    }
    let failure: string | undefined;
    child.on('error', (error) => {
      failure = 'code' in error ? String(error.code) : error.message;
      // A program that never started has no 'close'.
      if (child.pid === undefined) resolve({ code: null, reason: failure, ...output });
    });
    child.on('close', (code, killedBy) => {
      resolve({ code, reason: failure ?? killedBy ?? `exit code ${code}`, ...output });
    });
  });
}

/** The last line that is not empty: where programs say why they failed. */
export function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.trim() ?? '';
}
