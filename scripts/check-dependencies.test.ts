import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { checkDependencies } from './check-dependencies.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'losskit-dependencies-'));
  write('package.json', { name: 'workspace', devDependencies: { vitest: '1' } });
  addPackage('errors');
  addPackage('files', ['errors']);
  addPackage('testing', ['errors', 'files']);
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, content: string | object): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(
    join(root, path),
    typeof content === 'string' ? content : JSON.stringify(content, undefined, 2),
  );
}

/** A package with an empty index, its workspace dependencies, and what else its manifest holds. */
function addPackage(
  key: string,
  workspace: readonly string[] = [],
  manifest: object = {},
  group = 'packages',
): void {
  write(`${group}/${key}/package.json`, {
    name: `@losskit/${key}`,
    exports: { '.': { default: './dist/index.js' }, './contract': { default: './dist/contract.js' } },
    dependencies: Object.fromEntries(workspace.map((name) => [`@losskit/${name}`, 'workspace:*'])),
    ...manifest,
  });
  write(`${group}/${key}/tsconfig.json`, {
    references: workspace.map((name) => ({
      path: group === 'packages' ? `../${name}` : `../../packages/${name}`,
    })),
  });
  write(`${group}/${key}/src/index.ts`, 'export {};\n');
}

const violations = () => checkDependencies(root).violations;

describe('a tree in order', () => {
  test('is counted and has no violation', () => {
    write(
      'packages/files/src/index.ts',
      "import { a } from '@losskit/errors';\nexport { b } from './b.ts';\n",
    );
    write('packages/files/src/b.ts', "import { readFile } from 'node:fs/promises';\n");
    write('packages/files/src/b.test.ts', "import { test } from 'vitest';\nimport { b } from './b.ts';\n");
    expect(checkDependencies(root)).toEqual({ violations: [], packages: 3, files: 5, imports: 5 });
  });

  test('this workspace is read', () => {
    const { packages, imports } = checkDependencies(fileURLToPath(new URL('..', import.meta.url)));
    expect(packages).toBeGreaterThan(10);
    expect(imports).toBeGreaterThan(100);
  });

  test('types, peers, subpaths and test tools may be imported', () => {
    addPackage('study', ['errors']);
    addPackage('report', ['study'], { optionalDependencies: { zod: '1' } });
    write(
      'packages/report/src/index.ts',
      "import type { R } from '@losskit/study/contract';\nimport 'zod/mini';\n",
    );
    addPackage('metrics', [], {
      peerDependencies: { '@tensorflow/tfjs-core': '4' },
      devDependencies: { '@losskit/testing': 'workspace:*' },
    });
    write('packages/metrics/src/index.ts', "import * as tf from '@tensorflow/tfjs-core';\n");
    write('packages/metrics/src/index.test.ts', "import { t } from '@losskit/testing';\n");
    write('packages/metrics/fixtures/rows.ts', "import { t } from '@losskit/testing';\n");
    expect(violations()).toEqual([]);
  });

  test('tasks stand between the libraries and study, which gives the report its types', () => {
    addPackage('losses');
    addPackage('tasks', ['losses']);
    addPackage('study', ['tasks']);
    addPackage('report', ['study', 'tasks']);
    write('packages/tasks/src/index.ts', "import '@losskit/losses';\n");
    write('packages/study/src/index.ts', "import '@losskit/tasks';\n");
    write('packages/report/src/index.ts', "import type { T } from '@losskit/tasks';\n");
    expect(violations()).toEqual([]);
  });

  test('an example may import any public package', () => {
    addPackage('fruit', ['files'], {}, 'examples');
    write('examples/fruit/main.ts', "import { writeWholeFile } from '@losskit/files';\n");
    write('examples/fruit/src/main.test.ts', "import { test } from 'vitest';\n");
    expect(violations()).toEqual([]);
  });
});

describe('each kind of violation is one line', () => {
  test('an import that the table does not allow', () => {
    addPackage('losses', ['errors']);
    write('packages/losses/src/index.ts', "// a comment\nimport { x } from '@losskit/files';\n");
    expect(violations()).toEqual([
      "packages/losses/src/index.ts:2: expected losses to import only errors, got '@losskit/files'.",
    ]);
  });

  test('a value from a package that gives only its types', () => {
    addPackage('study');
    addPackage('report', ['study']);
    write('packages/report/src/index.ts', "import { type R } from '@losskit/study';\n");
    expect(violations()).toEqual([
      'packages/report/src/index.ts:1: expected report to import only errors, files, types of data, types of study, ' +
        "types of tasks, got '@losskit/study'.",
    ]);
  });

  test.each([
    ['losses', 'tasks'],
    ['metrics', 'tasks'],
    ['trainer', 'losses'],
    ['data', 'tasks'],
    ['tasks', 'study'],
    ['tasks', 'backends'],
    ['backends', 'study'],
    ['study', 'report'],
    ['report', 'trainer'],
    ['article', 'cli'],
  ])('%s that imports %s', (one, other) => {
    addPackage(other);
    addPackage(one, [other]);
    write(`packages/${one}/src/index.ts`, `import type { A } from '@losskit/${other}';\n`);
    expect(violations()).toEqual([
      expect.stringMatching(`^packages/${one}/package.json:12: .*, got '@losskit/${other}'\\.$`),
      expect.stringMatching(`^packages/${one}/src/index.ts:1: .*, got '@losskit/${other}'\\.$`),
    ]);
  });

  test('testing outside tests, and as a dependency', () => {
    addPackage('random', ['errors', 'testing']);
    write('packages/random/src/index.ts', "import { t } from '@losskit/testing';\n");
    expect(violations()).toEqual([
      "packages/random/package.json:13: expected random to import only errors, got '@losskit/testing'.",
      "packages/random/src/index.ts:1: expected random to import only errors, got '@losskit/testing'.",
    ]);
  });

  test('testing in the main file of an example, and another example', () => {
    addPackage('apple', [], {}, 'examples');
    addPackage('pear', [], {}, 'examples');
    write('examples/pear/main.ts', "import '@losskit/testing';\nimport '@losskit/apple';\n");
    expect(violations()).toEqual([
      "examples/pear/main.ts:1: expected pear to import public packages only, got '@losskit/testing'.",
      "examples/pear/main.ts:2: expected pear to import public packages only, got '@losskit/apple'.",
    ]);
  });

  test('a path into another package, also in a test and in a dynamic import', () => {
    write('packages/files/src/a.ts', "const x = await import('../../errors/src/index.ts');\n");
    write(
      'packages/files/src/a.test.ts',
      "import '../../testing/src/index.ts';\nimport '../package.json';\n",
    );
    expect(violations()).toEqual([
      'packages/files/src/a.test.ts:1: expected another package to be imported by its name, ' +
        "got '../../testing/src/index.ts'.",
      'packages/files/src/a.ts:1: expected another package to be imported by its name, ' +
        "got '../../errors/src/index.ts'.",
    ]);
  });

  test('a path of another package that it does not export', () => {
    write(
      'packages/files/src/index.ts',
      "import '@losskit/errors/contract';\nimport '@losskit/errors/expected';\n",
    );
    expect(violations()).toEqual([
      "packages/files/src/index.ts:2: expected an entry that @losskit/errors exports, got '@losskit/errors/expected'.",
    ]);
  });

  test('a package by its own name, but in tests, where a module is written as users write it', () => {
    write('packages/files/src/a.ts', "import { b } from '@losskit/files';\n");
    write('packages/files/fixtures/own.ts', "import '@losskit/files';\nimport '@losskit/files/inner';\n");
    expect(violations()).toEqual([
      "packages/files/fixtures/own.ts:2: expected an entry that @losskit/files exports, got '@losskit/files/inner'.",
      "packages/files/src/a.ts:1: expected a relative import within the package, got '@losskit/files'.",
    ]);
  });

  test('a dependency that is missing in package.json, ours or not', () => {
    addPackage('data', [], { devDependencies: { 'csv-parse': '1' } });
    write(
      'packages/data/src/index.ts',
      "import '@losskit/errors';\nimport { parse } from 'csv-parse/sync';\n",
    );
    write('packages/data/src/index.test.ts', "import 'csv-parse';\nimport '@scope/other/deep';\n");
    expect(violations()).toEqual([
      'packages/data/src/index.test.ts:2: expected a dependency or devDependency of @losskit/data in its ' +
        "package.json, got '@scope/other'.",
      'packages/data/src/index.ts:1: expected a dependency of @losskit/data in its package.json, ' +
        "got '@losskit/errors'.",
      "packages/data/src/index.ts:2: expected a dependency of @losskit/data in its package.json, got 'csv-parse'.",
    ]);
  });

  test('references that differ from the dependencies', () => {
    addPackage('study', ['errors', 'files']);
    write(
      'packages/study/tsconfig.json',
      '{\n  "references": [\n    { "path": "../errors" },\n    { "path": "../testing" }\n  ]\n}\n',
    );
    expect(violations()).toEqual([
      "packages/study/tsconfig.json:2: expected a reference to '../files', a dependency in package.json, got none.",
      "packages/study/tsconfig.json:4: expected only references to the dependencies in package.json, got '../testing'.",
    ]);
  });

  test('a cycle of files, also one of types alone', () => {
    write('packages/errors/src/a.ts', "import { b } from './b.ts';\n");
    write('packages/errors/src/b.ts', "export {};\nexport * from './inner/c.ts';\n");
    write('packages/errors/src/inner/c.ts', "import { a } from '../a.ts';\n");
    write('packages/errors/src/d.ts', "import type { E } from './e.ts';\n");
    write('packages/errors/src/e.ts', "export type { D } from './d.ts';\n");
    write('packages/errors/src/self.ts', "import './self.ts';\n");
    expect(violations()).toEqual([
      'packages/errors/src/a.ts:1: expected no cycle of imports, got src/a.ts → src/b.ts → src/inner/c.ts → src/a.ts.',
      'packages/errors/src/d.ts:1: expected no cycle of imports, got src/d.ts → src/e.ts → src/d.ts.',
      'packages/errors/src/self.ts:1: expected no cycle of imports, got src/self.ts → src/self.ts.',
    ]);
  });

  test('an import upward between folders', () => {
    addPackage('losses');
    write(
      'packages/losses/src/regression/huber.ts',
      "import '../layouts/rows.ts';\nimport '../ops/relu.ts';\n",
    );
    write('packages/losses/src/regression/index.ts', "import '../likelihood/nll.ts';\n");
    write(
      'packages/losses/src/layouts/rows.ts',
      "import type { A } from '../ops/relu.ts';\nimport './lists.ts';\n",
    );
    write('packages/losses/src/layouts/rows.test.ts', "import '../regression/huber.ts';\n");
    write('packages/losses/src/contract/checks.ts', "import type { Rows } from '../layouts/rows.ts';\n");
    write('packages/losses/src/ops/relu.ts', "import '../regression/huber.ts';\n");
    write('packages/losses/src/autodiff/inner/tape.ts', "import '../tape.ts';\nimport '../../index.ts';\n");
    expect(violations().filter((line) => !line.includes('no cycle'))).toEqual([
      "packages/losses/src/autodiff/inner/tape.ts:2: expected autodiff to import no other folder, got '../../index.ts'.",
      "packages/losses/src/contract/checks.ts:1: expected contract to import only ops, autodiff, got '../layouts/rows.ts'.",
      "packages/losses/src/ops/relu.ts:1: expected ops to import only autodiff, got '../regression/huber.ts'.",
    ]);
  });

  test('a cycle of packages', () => {
    addPackage('errors', ['files']);
    write('packages/errors/tsconfig.json', { references: [{ path: '../files' }] });
    expect(violations()).toEqual([
      "packages/errors/package.json:12: expected errors to import no other package, got '@losskit/files'.",
      'packages/errors/package.json:12: expected no cycle of imports, ' +
        'got @losskit/errors → @losskit/files → @losskit/errors.',
    ]);
  });

  test('a package that the table does not know', () => {
    addPackage('helpers');
    expect(violations()).toEqual([
      "packages/helpers/package.json:1: expected a package with a row in dependency-rules.mjs, got 'helpers'.",
    ]);
  });
});
