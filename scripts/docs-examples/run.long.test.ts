import { join } from 'node:path';
import { transformSync } from 'rolldown/utils';
import { describe, expect, test } from 'vitest';

import { documentedExamples, type Example, givenModules, ROOT } from './documentedExamples.ts';

const RESULT =
  /^(?!\s*(?:const|let|import|export|console|\/\/|\*))(.+?);?\s*\/\/ (\[.*\]|-?[\d.]+(?:e-?\d+)?|true|false|'.*'|NaN)$/;

const IMPORT = /^import (type )?(?:(?:\* as (\w+)|(\{[^}]*\})) from )?('[^']*');$/gm;

/** Whether it says what comes out, and needs nothing that only the reader has. */
function canRun({ lines }: Example): boolean {
  return !lines.some((line) => line.includes('…')) && lines.some((line) => RESULT.test(line));
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

async function run(example: Example): Promise<void> {
  const loaded = await Promise.all(givenModules(example).map((file) => import(join(ROOT, file))));
  const names = Object.assign({ tf: await import('@tensorflow/tfjs') }, ...loaded);
  const body = bodyOf(example.lines);
  const given = Object.fromEntries(
    Object.entries(names).filter(([name]) => !body.includes(`const ${name} =`)),
  );
  const load = (name: string) => import(name);
  const runBody = new Function(
    'record',
    'load',
    ...Object.keys(given),
    `${transformSync('example.ts', `async function example() {\n${body}\n}`).code}return example();`,
  );
  let results = 0;
  const record = (actual: unknown, stated: unknown) => {
    results += 1;
    expectAsStated(numbersOf(actual), stated);
  };
  await runBody(record, load, ...Object.values(given));
  expect(results).toBeGreaterThan(0);
}

describe('examples in the documentation are true', () => {
  for (const example of documentedExamples()) {
    test(`${example.path}:${example.row}`, async () => {
      expect(await missingImports(example.lines)).toEqual([]);
      if (canRun(example)) await run(example);
    });
  }
});
