// @ts-check

import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

import { ALLOWED_PACKAGES, FOLDERS_FROM_TOP, TEST_PACKAGES } from './dependency-rules.mjs';
import { readManifest, readPackages } from './read-packages.mjs';
import { shortestCycles } from './shortest-cycles.mjs';

/**
 * @typedef {import('./import-statements.mjs').ImportStatement} ImportStatement
 * @typedef {import('./read-packages.mjs').Manifest} Manifest
 * @typedef {import('./read-packages.mjs').Package} Package
 * @typedef {import('./read-packages.mjs').SourceFile} SourceFile
 * @typedef {import('./shortest-cycles.mjs').Graph} Graph
 */

/**
 * Checks the imports, manifests and build references of every package and example in a workspace.
 *
 * @param {string} root
 * @returns {{ violations: string[], packages: number, files: number, imports: number }}
 */
export function checkDependencies(root) {
  /** @type {{ file: string, line: number, text: string }[]} */
  const found = [];
  /** @param {string} file @param {number} line @param {string} what @param {string} got */
  const report = (file, line, what, got) => {
    const shown = relative(root, file).split(sep).join('/');
    found.push({ file: shown, line, text: `expected ${what}, got ${got}.` });
  };

  const packages = [...readPackages(root, 'packages'), ...readPackages(root, 'examples')];
  const byName = new Map(packages.map((one) => [one.manifest.name, one]));
  const rootTools = readManifest(root).devDependencies ?? {};
  /** @type {Graph} */
  const packageGraph = new Map();

  for (const one of packages) {
    const manifestFile = join(one.folder, 'package.json');
    if (!one.isExample && ALLOWED_PACKAGES[one.key] === undefined) {
      report(manifestFile, 1, 'a package with a row in dependency-rules.mjs', `'${one.key}'`);
      continue;
    }
    /** @type {Map<string, { file: string, line: number }>} */
    const neighbours = new Map();
    packageGraph.set(one.manifest.name, neighbours);
    checkManifest(one);
    checkReferences(one);
    for (const file of one.files) {
      for (const statement of file.imports) {
        const { specifier } = statement;
        if (/^[./]/.test(specifier)) checkRelative(one, file, statement);
        else if (!isBuiltin(specifier) && !specifier.startsWith('#')) checkNamed(one, file, statement);
      }
    }
    reportCycles(fileGraph(one), (path) => relative(one.folder, path).split(sep).join('/'));
  }
  reportCycles(packageGraph, (name) => name);

  const files = packages.flatMap((one) => one.files);
  found.sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
  return {
    violations: [...new Set(found.map(({ file, line, text }) => `${file}:${line}: ${text}`))],
    packages: packages.length,
    files: files.length,
    imports: files.reduce((sum, file) => sum + file.imports.length, 0),
  };

  /** @param {Package} one */
  function checkManifest(one) {
    const file = join(one.folder, 'package.json');
    for (const isTest of [false, true]) {
      for (const name of isTest ? Object.keys(one.manifest.devDependencies ?? {}) : shipped(one.manifest)) {
        const target = byName.get(name);
        if (target === undefined) continue;
        const line = lineOf(file, `"${name}"`);
        if (!isTest) packageGraph.get(one.manifest.name)?.set(name, { file, line });
        if (mayImport(one, target, isTest) === 'nothing')
          report(file, line, allowanceOf(one, isTest), `'${name}'`);
      }
    }
  }

  /**
   * The build follows the references: one too few builds on a stale package, one too many is a hidden
   * dependency.
   *
   * @param {Package} one
   */
  function checkReferences(one) {
    const file = join(one.folder, 'tsconfig.json');
    if (!existsSync(file)) return;
    /** @type {{ references?: { path: string }[] }} */
    const { references = [] } = JSON.parse(readFileSync(file, 'utf8'));
    const actual = references.map(({ path }) => resolve(one.folder, path.replace(/\/tsconfig\.json$/, '')));
    const wanted = shipped(one.manifest).flatMap((name) => byName.get(name)?.folder ?? []);
    for (const folder of wanted.filter((path) => !actual.includes(path))) {
      const path = relative(one.folder, folder).split(sep).join('/');
      report(
        file,
        lineOf(file, '"references"'),
        `a reference to '${path}', a dependency in package.json`,
        'none',
      );
    }
    references.forEach(({ path }, index) => {
      if (!wanted.includes(actual[index] ?? '')) {
        report(
          file,
          lineOf(file, `"${path}"`),
          'only references to the dependencies in package.json',
          `'${path}'`,
        );
      }
    });
  }

  /** @param {Package} one @param {SourceFile} file @param {ImportStatement} statement */
  function checkRelative(one, file, { specifier, line }) {
    const target = resolve(dirname(file.path), specifier);
    if (!target.startsWith(one.folder + sep)) {
      report(file.path, line, 'another package to be imported by its name', `'${specifier}'`);
      return;
    }
    if (file.isTest) return;
    const fromTop = FOLDERS_FROM_TOP[one.key] ?? [];
    const own = fromTop.indexOf(topFolder(one, file.path));
    const lower = fromTop.slice(own + 1);
    if (own >= 0 && ![fromTop[own], ...lower].includes(topFolder(one, target))) {
      const folders = lower.length > 0 ? `only ${lower.join(', ')}` : 'no other folder';
      report(file.path, line, `${fromTop[own]} to import ${folders}`, `'${specifier}'`);
    }
  }

  /** @param {Package} one @param {SourceFile} file @param {ImportStatement} statement */
  function checkNamed(one, file, statement) {
    const { specifier, line, typeOnly } = statement;
    const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
    const target = byName.get(name);
    if (target === one && file.isTest) {
      // A module as users write it.
      checkEntry(one, file, statement, name);
      return;
    }
    if (target === one) {
      report(file.path, line, 'a relative import within the package', `'${specifier}'`);
      return;
    }
    if (target !== undefined) {
      if (!file.isTest) packageGraph.get(one.manifest.name)?.set(name, { file: file.path, line });
      const allowed = mayImport(one, target, file.isTest);
      if (allowed === 'nothing' || (allowed === 'types' && !typeOnly)) {
        report(file.path, line, allowanceOf(one, file.isTest), `'${specifier}'`);
        return;
      }
      checkEntry(target, file, statement, name);
    }
    const usable = new Set(shipped(one.manifest));
    if (file.isTest) {
      for (const tool of Object.keys({ ...one.manifest.devDependencies, ...rootTools })) usable.add(tool);
    }
    if (!usable.has(name)) {
      const kind = file.isTest ? 'a dependency or devDependency' : 'a dependency';
      report(file.path, line, `${kind} of ${one.manifest.name} in its package.json`, `'${name}'`);
    }
  }

  /** @param {Package} target @param {SourceFile} file @param {ImportStatement} statement @param {string} name */
  function checkEntry(target, file, { specifier, line }, name) {
    if (!entriesOf(target.manifest).includes(`.${specifier.slice(name.length)}`)) {
      report(file.path, line, `an entry that ${name} exports`, `'${specifier}'`);
    }
  }

  /** @param {Graph} graph @param {(node: string) => string} show */
  function reportCycles(graph, show) {
    for (const cycle of shortestCycles(graph)) {
      const [first = '', second = first] = cycle;
      const place = graph.get(first)?.get(second);
      if (place)
        report(place.file, place.line, 'no cycle of imports', [...cycle, first].map(show).join(' → '));
    }
  }
}

/**
 * @param {Package} one
 * @param {Package} target
 * @param {boolean} isTest
 * @returns {'values' | 'types' | 'nothing'}
 */
function mayImport(one, target, isTest) {
  if (target.isExample) return 'nothing';
  if (isTest && TEST_PACKAGES.includes(target.key)) return 'values';
  if (target.key === 'testing') return 'nothing';
  if (one.isExample || ALLOWED_PACKAGES[one.key]?.values.includes(target.key)) return 'values';
  return ALLOWED_PACKAGES[one.key]?.types?.includes(target.key) ? 'types' : 'nothing';
}

/** @param {Package} one @param {boolean} isTest */
function allowanceOf(one, isTest) {
  if (one.isExample) return `${one.key} to import public packages only`;
  const { values = [], types = [] } = ALLOWED_PACKAGES[one.key] ?? {};
  const names = [...values, ...types.map((name) => `types of ${name}`), ...(isTest ? TEST_PACKAGES : [])];
  return `${one.key} to import ${names.length > 0 ? `only ${names.join(', ')}` : 'no other package'}`;
}

/** What is installed with a package. @param {Manifest} manifest */
function shipped({ dependencies, peerDependencies, optionalDependencies }) {
  return Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
}

/** @param {Manifest} manifest */
function entriesOf({ exports = {} }) {
  const entries =
    typeof exports === 'string' ? [] : Object.keys(exports).filter((key) => key.startsWith('.'));
  return entries.length > 0 ? entries : ['.'];
}

/** The first line that holds `text`; 1 where none does. @param {string} file @param {string} text */
function lineOf(file, text) {
  const index = readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line) => line.includes(text));
  return Math.max(0, index) + 1;
}

/**
 * The folder of `src` that holds a file; '' for a file in `src` itself.
 *
 * @param {Package} one
 * @param {string} path
 */
function topFolder(one, path) {
  const [folder = '', ...rest] = relative(join(one.folder, 'src'), path).split(sep);
  return rest.length > 0 ? folder : '';
}

/**
 * The imports between the files of one package, those of types as well.
 *
 * @param {Package} one
 * @returns {Graph}
 */
function fileGraph({ files }) {
  return new Map(
    files.map(({ path, imports }) => [
      path,
      new Map(
        imports
          .filter(({ specifier }) => specifier.startsWith('.'))
          .map(({ specifier, line }) => [resolve(dirname(path), specifier), { file: path, line }]),
      ),
    ]),
  );
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { violations, packages, files, imports } = checkDependencies(
    fileURLToPath(new URL('..', import.meta.url)),
  );
  for (const violation of violations) console.error(violation);
  if (violations.length > 0) process.exitCode = 1;
  else
    console.log(`Dependencies: ${imports} imports in ${files} files of ${packages} packages keep the rules.`);
}
