import { readFile } from 'node:fs/promises';
import type { LoadHook } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/wasm-typescript';

function messageOf(problem: unknown, file: string): string {
  if (typeof problem !== 'object' || problem === null || !('message' in problem)) return String(problem);
  const line = 'startLine' in problem ? `:${String(problem.startLine)}` : '';
  return `${file}${line}: ${String(problem.message)}`;
}

/** Loads TypeScript as JavaScript modules, enums and all. Types are not checked. */
export const load: LoadHook = async (url, context, nextLoad) => {
  if (!(url.startsWith('file:') && /\.m?ts$/.test(url))) return nextLoad(url, context);
  const file = fileURLToPath(url);
  const source = await readFile(file, 'utf8');
  try {
    const { code } = transformSync(source, { mode: 'transform', filename: file });
    return { format: 'module', source: code, shortCircuit: true };
  } catch (problem) {
    throw new SyntaxError(messageOf(problem, file));
  }
};
