import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const DOCUMENTED =
  /^(?:packages\/[^/]+\/src\/.*(?<!\.test)\.ts|(?:(?:packages|examples)\/[^/]+\/)?README[^/]*\.md)$/;
const RESULT =
  /^(?!\s*(?:const|let|import|export|console|\/\/|\*))(.+?);?\s*\/\/ (\[.*\]|-?[\d.]+(?:e-?\d+)?|true|false|'.*'|NaN)$/;

const IMPORT = /^import (type )?(?:(?:\* as (\w+)|(\{[^}]*\})) from )?('[^']*');$/gm;

interface Example {
  readonly where: string;
  readonly lines: readonly string[];
  /** Whether it says what comes out, and needs nothing that only the reader has. */
  readonly canRun: boolean;
}

function examplesIn(path: string): Example[] {
  const text = readFileSync(resolve(root, path), 'utf8');
  return [...text.matchAll(/^( \* |\s+\* )?```ts\n([\s\S]*?)^\1```/gm)].map(
    ({ 1: prefix = '', 2: block = '', index }) => {
      const lines = block
        .split('\n')
        .map((line) => (line.startsWith(prefix) ? line.slice(prefix.length) : line));
      const row = text.slice(0, index).split('\n').length + 1;
      // An ellipsis stands for what the reader has and the test hasn't: files, a model.
      const canRun = !block.includes('…') && lines.some((line) => RESULT.test(line));
      return { where: `${path}:${row}`, lines, canRun };
    },
  );
}

/** The values in `{ a, b as c, type D }`, with what they are called here. */
function valuesIn(names: string): { readonly exported: string; readonly local: string }[] {
  return names
    .split(/[{},]/)
    .map((name) => name.trim())
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => name.split(' as '))
    .map(([exported = '', local = exported]) => ({ exported, local }));
}

/** What an example imports of losskit's packages that they don't export. */
async function missingImports(lines: readonly string[]): Promise<string[]> {
  const missing: string[] = [];
  for (const { 1: isType, 3: names = '', 4: quoted = '' } of lines.join('\n').matchAll(IMPORT)) {
    const from = quoted.slice(1, -1);
    if (isType || !/^(@losskit\/|losskit($|\/))/.test(from)) continue;
    const module = await import(from);
    for (const { exported } of valuesIn(names))
      if (!(exported in module)) missing.push(`${exported} of ${from}`);
  }
  return missing;
}

/**
 * The example as the body of an async function, which records its results beside those that the comments
 * state.
 */
function bodyOf(lines: readonly string[]): string {
  return lines
    .map((line) =>
      line.replace(RESULT, (_line, expression, result) => `record(await (${expression}), ${result});`),
    )
    .join('\n')
    .replace(IMPORT, (_statement, isType, namespace, names, from) => {
      if (isType) return '';
      const bound = valuesIn(names ?? '').map(({ exported, local }) => `${exported}: ${local}`);
      return `const ${namespace ?? `{ ${bound.join(', ')} }`} = await load(${from});`;
    });
}

function numbersOf(value: unknown): unknown {
  return ArrayBuffer.isView(value) || Array.isArray(value) ? Array.from(Object.values(value)) : value;
}

/** As the comment has it: numbers to 4 digits after the point, or 4 significant ones. */
function expectAsStated(actual: unknown, stated: unknown): void {
  if (Array.isArray(stated) && Array.isArray(actual)) {
    expect(actual).toHaveLength(stated.length);
    for (const [index, part] of stated.entries()) expectAsStated(numbersOf(actual[index]), part);
  } else if (typeof stated === 'number' && Number.isFinite(stated)) {
    expect(Math.abs(Number(actual) - stated)).toBeLessThanOrEqual(5.1e-5 * Math.max(1, Math.abs(stated)));
  } else {
    expect(actual).toEqual(stated);
  }
}

async function run(path: string, { lines }: Example): Promise<void> {
  const index = path.replace(/\/src\/.*/, '/src/index.ts');
  const modules = path.endsWith('.ts') ? [index, path].filter((file) => existsSync(resolve(root, file))) : [];
  const loaded = await Promise.all(modules.map((file) => import(resolve(root, file))));
  const names = Object.assign({ tf: await import('@tensorflow/tfjs') }, ...loaded);
  const body = bodyOf(lines);
  const given = Object.fromEntries(
    Object.entries(names).filter(([name]) => !body.includes(`const ${name} =`)),
  );
  const load = (name: string) => import(name);
  const example = new Function(
    'record',
    'load',
    ...Object.keys(given),
    `return (async () => {\n${body}\n})();`,
  );
  let results = 0;
  const record = (actual: unknown, stated: unknown) => {
    results += 1;
    expectAsStated(numbersOf(actual), stated);
  };
  await example(record, load, ...Object.values(given));
  expect(results).toBeGreaterThan(0);
}

function filesIn(folder: string, options: { recursive: boolean }): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), options).map((path) => join(folder, `${path}`).replaceAll(sep, '/'));
}

const folders = [...filesIn('packages', { recursive: false }), ...filesIn('examples', { recursive: false })];
const paths = [
  ...['.', ...folders].flatMap((folder) => filesIn(folder, { recursive: false })),
  // Never the package itself: its node_modules links in circles.
  ...folders.flatMap((folder) => filesIn(`${folder}/src`, { recursive: true })),
]
  .filter((path) => DOCUMENTED.test(path))
  .sort();

describe('examples in the documentation are true', () => {
  for (const path of paths) {
    for (const example of examplesIn(path)) {
      test(example.where, async () => {
        expect(await missingImports(example.lines)).toEqual([]);
        if (example.canRun) await run(path, example);
      });
    }
  }
});
