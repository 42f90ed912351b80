import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

import { documentedExamples, type Example, givenModules, ROOT } from './documentedExamples.ts';

const TFJS = join(ROOT, 'node_modules/@tensorflow/tfjs/dist/index.d.ts');

/** The declarations that the build made of a module: those are what a user's compiler reads. */
const declarationsOf = (module: string) => module.replace('/src/', '/dist/').replace(/\.ts$/, '.js');

/** Imports of the names in `code` that the runner of the examples gives, apart from those it makes itself. */
async function givenImports(example: Example, code: string): Promise<string> {
  const isFree = (name: string) =>
    new RegExp(`(?<![.\\w'])${name}\\b(?!:)`).test(code) &&
    !new RegExp(`(?:(?:const|let|function|class) |\\* as )${name}\\b|^import .*\\b${name}\\b`, 'm').test(
      code,
    ) &&
    !new RegExp(`(?:const|let) [[{][^=]*\\b${name}\\b[^=]*=`).test(code);
  const modules = givenModules(example);
  if (modules.length > 0 && isFree('tf')) modules.push('@tensorflow/tfjs');
  const given = new Map<string, string>();
  for (const module of modules) {
    if (module.startsWith('@')) given.set('tf', `import * as tf from '${module}';`);
    else
      for (const name of Object.keys(await import(join(ROOT, module))).filter(isFree))
        given.set(name, `import { ${name} } from '${join(ROOT, declarationsOf(module))}';`);
  }
  return [...given.values()].join(' ');
}

/** Where `losskit/optimizers`, `@losskit/trainer` and the like are, for examples that lie outside of the workspace. */
function packagePaths(): Record<string, string[]> {
  const paths: Record<string, string[]> = { '@tensorflow/tfjs': [TFJS] };
  for (const name of readdirSync(join(ROOT, 'packages'))) {
    const specifier = name === 'cli' ? 'losskit' : `@losskit/${name}`;
    paths[specifier] = [join(ROOT, `packages/${name}/dist/index.d.ts`)];
    paths[`${specifier}/*`] = [join(ROOT, `packages/${name}/dist/*.d.ts`)];
  }
  return paths;
}

/** What the compiler says of the examples, with the places where they are documented. */
async function typeErrors(examples: readonly Example[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'losskit-examples-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await Promise.all(
    examples.map(async (example, index) => {
      const code = example.lines.join('\n');
      // On one line, so that the compiler's rows are those of the example, moved by one.
      const head = `${await givenImports(example, code)} export {};`;
      writeFileSync(join(folder, `${index}.ts`), `${head}\n${code}`);
    }),
  );
  copyFileSync(join(ROOT, 'scripts/docs-examples/reader.d.ts'), join(folder, 'reader.d.ts'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  const config = {
    extends: join(ROOT, 'tsconfig.base.json'),
    compilerOptions: {
      composite: false,
      declaration: false,
      declarationMap: false,
      noEmit: true,
      rewriteRelativeImportExtensions: false,
      // Most examples make something that only a reader goes on with.
      noUnusedLocals: false,
      rootDir: '/',
      typeRoots: [join(ROOT, 'node_modules/@types')],
      paths: packagePaths(),
    },
    include: ['*.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const { stdout, status } = spawnSync(process.execPath, [tsc, '-p', folder, '--pretty', 'false'], {
    encoding: 'utf8',
    cwd: folder,
  });
  const errors = stdout.split('\n').filter((line) => /^\S.*: error /.test(line));
  if (status !== 0 && errors.length === 0) throw new Error(`tsc ended with ${status}: ${stdout}`);
  return errors.map((line) => {
    const [, index = '', row = '', what = ''] = /^(\d+)\.ts\((\d+),\d+\): (.*)$/.exec(line) ?? [];
    const example = examples[Number(index)];
    return index === '' || !example ? line : `${example.path}:${example.row + Number(row) - 2} ${what}`;
  });
}

test('examples in the documentation compile under the strict options of this workspace', async () => {
  expect(await typeErrors(documentedExamples())).toEqual([]);
});

test('an example that does not compile is found, with its place', async () => {
  const example = {
    path: 'README.md',
    row: 7,
    lines: ["import { huber } from '@losskit/losses';", 'huber(1);'],
  };
  expect(await typeErrors([example])).toEqual([expect.stringMatching(/^README\.md:8 error TS2554: /)]);
});
