// @ts-check

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';

import { importStatements } from './import-statements.mjs';

/**
 * @typedef {import('./import-statements.mjs').ImportStatement} ImportStatement
 *
 * @typedef {object} Manifest
 * @property {string} name
 * @property {Record<string, string>} [dependencies]
 * @property {Record<string, string>} [devDependencies]
 * @property {Record<string, string>} [peerDependencies]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {string | Record<string, unknown>} [exports]
 *
 * @typedef {object} SourceFile
 * @property {string} path
 * @property {boolean} isTest Whether it is never shipped: a test, or what stands beside `src` for tests.
 * @property {ImportStatement[]} imports
 *
 * @typedef {object} Package
 * @property {string} folder
 * @property {string} key Its row in the table.
 * @property {boolean} isExample
 * @property {Manifest} manifest
 * @property {SourceFile[]} files
 */

/**
 * The packages of a workspace's `packages` or `examples` folder, with the imports of every TypeScript file.
 *
 * @param {string} root
 * @param {'packages' | 'examples'} group
 * @returns {Package[]}
 */
export function readPackages(root, group) {
  const parent = join(root, group);
  if (!existsSync(parent)) return [];
  const isExample = group === 'examples';
  return readdirSync(parent)
    .sort()
    .filter((key) => existsSync(join(parent, key, 'package.json')))
    .map((key) => {
      const folder = resolve(parent, key);
      const source = join(folder, 'src') + sep;
      const files = typeScriptFiles(folder).map((path) => ({
        path,
        isTest: path.endsWith('.test.ts') || !(isExample || path.startsWith(source)),
        imports: importStatements(readFileSync(path, 'utf8')),
      }));
      return { folder, key, isExample, manifest: readManifest(folder), files };
    });
}

/** @param {string} folder @returns {string[]} */
function typeScriptFiles(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !['node_modules', 'dist'].includes(name) && !name.startsWith('.'))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return typeScriptFiles(path);
      return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [path] : [];
    })
    .sort();
}

/** @param {string} folder @returns {Manifest} */
export function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}
