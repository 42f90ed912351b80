import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { transpile } from './transpile.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'transpile-'));
  mkdirSync(join(folder, 'src', 'inner'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Of the same second, long ago. */
function write(file: string, text: string): void {
  writeFileSync(join(folder, 'src', file), text);
  utimesSync(join(folder, 'src', file), 1, 1);
}
const written = (file: string) => readFileSync(join(folder, 'dist', file), 'utf8');

describe('transpile', () => {
  test('writes the sources without their types, importing each other as they are written; no tests', () => {
    write(
      'one.ts',
      "import type { Two } from './inner/two.ts';\nimport { two } from './inner/two.ts';\nexport const one: Two = two;\n",
    );
    write('inner/two.ts', 'export type Two = number;\nexport const two: Two = 2;\n');
    write('one.test.ts', 'export {};\n');
    write('vega.d.ts', 'declare const vega: unknown;\n');
    expect(transpile(folder)).toBe(2);
    expect(written('one.js')).toContain('from "./inner/two.js"');
    expect(written('one.js')).not.toMatch(/Two|type/);
    expect(written('inner/two.js')).toContain('const two = 2');
  });

  test('writes again what is older than its source, and nothing else', () => {
    write('one.ts', 'export const one = 1;\n');
    write('inner/two.ts', 'export const two = 2;\n');
    transpile(folder);
    expect(transpile(folder)).toBe(0);
    write('one.ts', 'export const one = 11;\n');
    utimesSync(join(folder, 'dist', 'one.js'), 1, 1);
    expect(transpile(folder)).toBe(1);
    expect(written('one.js')).toContain('one = 11');
  });

  test('refuses what is no TypeScript, and what node would need a library for', () => {
    write('one.ts', 'export const = 1;\n');
    expect(() => transpile(folder)).toThrow();
    write(
      'one.ts',
      'declare const tag: (text: TemplateStringsArray) => string;\nexport const one = tag`</script>`;\n',
    );
    expect(() => transpile(folder)).toThrow(/one\.ts, got some that needs/);
  });
});
