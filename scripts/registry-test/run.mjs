// @ts-check

// Publishes every package to a registry on loopback and uses it as somebody does who has nothing else:
//
//     npx -y pnpm@12 registry-test [--only npm,command,pnpm,yarn,checks] [--first-result-seconds 60]
//
// Installs into empty folders with npm, pnpm and yarn, whose caches are empty, too; TensorFlow.js must be there once. Runs what
// `consumers` holds as an ES module, in CommonJS and in TypeScript with `strict`; runs the README's first TypeScript example and
// `npx losskit compare linear`; checks every archive with publint and are-the-types-wrong. Prints what was downloaded.

import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packPackages } from '../release/packPackages.mjs';
import { openRegistry } from './openRegistry.mjs';

const ALL = ['npm', 'command', 'pnpm', 'yarn', 'checks'];
const { values: options } = parseArgs({
  options: {
    only: { type: 'string', default: ALL.join() },
    'first-result-seconds': { type: 'string', default: '60' },
  },
});
const parts = options.only.split(',');
const unknown = parts.find((part) => !ALL.includes(part));
if (unknown !== undefined)
  throw new RangeError(`--only: expected some of ${ALL.join(', ')}, got ${unknown}.`);

/** What an install may bring at most, TensorFlow.js with it: today's numbers and a tenth. */
const BUDGET = { megabytes: 390, packages: 245 };
const OWN_BUDGET_KB = 2200;

const CONSUMERS = fileURLToPath(new URL('consumers/', import.meta.url));
const README = fileURLToPath(new URL('../../README.md', import.meta.url));
const LIBRARY = ['losskit', '@tensorflow/tfjs'];
const STRICT = [
  ...['--strict', '--module', 'nodenext', '--target', 'es2022', '--types', 'node'],
  ...['line.ts', 'readme.ts'],
];

const folder = mkdtempSync(join(tmpdir(), 'losskit-installs-'));
const upstream = spawnSync('npm', ['config', 'get', 'registry'], { encoding: 'utf8' }).stdout.trim();
const registry = await openRegistry(upstream);

/** No cache, configuration or folder of this user. */
const env = {
  ...process.env,
  HOME: folder,
  npm_config_cache: join(folder, 'npm'),
  npm_config_registry: registry.url,
  npm_config_update_notifier: 'false',
  npm_config_fund: 'false',
  npm_config_audit: 'false',
  YARN_CACHE_FOLDER: join(folder, 'yarn-cache'),
  YARN_REGISTRY: registry.url,
  XDG_DATA_HOME: join(folder, 'data'),
  XDG_CACHE_HOME: join(folder, 'cache'),
  XDG_STATE_HOME: join(folder, 'state'),
  NO_COLOR: '1',
};

/** @param {string} cwd @param {string} command @param {string[]} words */
function run(cwd, command, ...words) {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(command, words, {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (status !== 0) {
    throw new Error(
      `${command} ${words.join(' ')}: expected exit code 0, got ${status}.\n${stdout}\n${stderr}`,
    );
  }
  return { stdout, seconds: (performance.now() - started) / 1000 };
}

/** @param {string} name @param {object} [more] - Of package.json. */
function emptyProject(name, more = {}) {
  const project = join(folder, name);
  mkdirSync(project);
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name, private: true, type: 'module', ...more }),
  );
  return project;
}

/** @param {string} root @returns {string[]} */
const filesUnder = (root) =>
  readdirSync(root, { recursive: true, encoding: 'utf8' }).map((file) => join(root, file));

/** Packages and megabytes of an install, and how often TensorFlow.js's core is there. @param {string} project */
function contents(project) {
  const files = filesUnder(join(project, 'node_modules'));
  const bytes = files.reduce((sum, file) => sum + (statSync(file).isFile() ? statSync(file).size : 0), 0);
  const packages = new Set(
    files.flatMap(
      (file) => /^.*node_modules\/((?:@[^/]+\/)?[^/.@][^/]*)\/package\.json$/.exec(file)?.[0] ?? [],
    ),
  );
  const cores = [...packages].filter((file) => file.endsWith('/@tensorflow/tfjs-core/package.json'));
  return { megabytes: Math.round(bytes / 1e6), packages: packages.size, cores };
}

/** @param {string} what @param {unknown} condition */
function check(what, condition) {
  console.log(`${condition ? 'ok    ' : 'FAILED'} ${what}`);
  if (!condition) process.exitCode = 1;
}

/** What every package manager must give. @param {string} project */
function useLibrary(project) {
  cpSync(CONSUMERS, project, { recursive: true });
  // Through the real path: pnpm and others link.
  const same = `const from = (name) => createRequire(import.meta.resolve(name)).resolve('@tensorflow/tfjs-core');
import { createRequire } from 'node:module';
console.log(new Set(['losskit', '@tensorflow/tfjs'].map(from)).size);`;
  writeFileSync(join(project, 'same.mjs'), same);
  check('one TensorFlow.js', run(project, 'node', 'same.mjs').stdout.trim() === '1');
  check('an ES module', run(project, 'node', 'compare.mjs').stdout.startsWith('huber'));
  const required = spawnSync('node', ['loss.cjs'], { cwd: project, env, encoding: 'utf8' });
  // Node before 20.19 cannot.
  const isLoaded = required.stdout === '1.3125 1.414\n';
  check('CommonJS, or what to do', isLoaded || required.stderr.includes('dynamic import()'));
}

/** The README's first example in TypeScript. */
function readmeExample() {
  const [, example] = /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(README, 'utf8')) ?? [];
  if (example === undefined) throw new Error('README.md: expected an example in TypeScript.');
  return example;
}

/** @type {Record<string, (archives: string[]) => void>} */
const RUNS = {
  npm() {
    const project = emptyProject('with-npm');
    const { seconds } = run(project, 'npm', 'install', ...LIBRARY);
    const found = contents(project);
    console.log(
      `npm install ${LIBRARY.join(' ')}: ${found.packages} packages, ${found.megabytes} MB, ${seconds.toFixed(0)} s`,
    );
    check('megabytes in the budget', found.megabytes <= BUDGET.megabytes);
    check('packages in the budget', found.packages <= BUDGET.packages);
    check('one copy of tfjs-core', found.cores.length === 1);
    useLibrary(project);

    const alone = emptyProject('losses-alone');
    run(alone, 'npm', 'install', '@losskit/losses', '@tensorflow/tfjs-core');
    const few = contents(alone);
    console.log(
      `npm install @losskit/losses @tensorflow/tfjs-core: ${few.packages} packages, ${few.megabytes} MB`,
    );
    check(
      'a loss alone brings no figures, fonts or core-js',
      !['@losskit/report', 'vega', 'core-js', 'zod'].some((name) =>
        existsSync(join(alone, 'node_modules', name)),
      ),
    );

    writeFileSync(join(project, 'readme.ts'), readmeExample());
    for (const version of ['5.4', 'latest']) {
      run(project, 'npm', 'install', `typescript@${version}`, '@types/node@20');
      const lenient = run(project, 'npx', 'tsc', '--noEmit', '--skipLibCheck', ...STRICT);
      check(`types in TypeScript ${version}`, lenient.stdout === '');
      // Those of tfjs 4.22 itself do not compile without skipLibCheck.
      const words = ['tsc', '--noEmit', ...STRICT];
      const { stdout } = spawnSync('npx', words, { cwd: project, env, encoding: 'utf8' });
      const ours = stdout.split('\n').filter((line) => /node_modules\/@?losskit/.test(line));
      check(`our own in TypeScript ${version} without skipLibCheck`, ours.length === 0);
      for (const line of ours) console.log(line);
    }
    run(project, 'npx', 'tsc', '--skipLibCheck', ...STRICT);
    check('the example in TypeScript', run(project, 'node', 'line.js').stdout === 'true steps\nrmse\n');
    check("the README's first example", run(project, 'node', 'readme.js').stdout !== '');
  },
  command() {
    rmSync(join(folder, 'npm'), { recursive: true, force: true });
    const project = emptyProject('command');
    const { stdout, seconds } = run(project, 'npx', '-y', 'losskit', 'compare', 'linear');
    console.log(`npx -y losskit compare linear: ${seconds.toFixed(0)} s from an empty cache`);
    check('the command compares', stdout.startsWith('linear: '));
    check('the first result in time', seconds <= Number(options['first-result-seconds']));
  },
  pnpm() {
    const project = emptyProject('with-pnpm');
    // pnpm wants to be told of every dependency with an install script; that of TensorFlow.js's prints an advertisement.
    writeFileSync(join(project, 'pnpm-workspace.yaml'), 'allowBuilds: { core-js: false }\n');
    run(project, 'npx', '-y', 'pnpm@12', 'add', ...LIBRARY, '--registry', registry.url);
    useLibrary(project);
  },
  yarn() {
    const project = emptyProject('with-yarn');
    // Yarn installs no peers by itself.
    run(
      project,
      'npx',
      '-y',
      'yarn@1.22.22',
      'add',
      ...LIBRARY,
      '@tensorflow/tfjs-core',
      '--registry',
      registry.url,
    );
    check('one copy of tfjs-core', contents(project).cores.length === 1);
    useLibrary(project);
  },
  checks(archives) {
    const project = emptyProject('checks');
    let bytes = 0;
    for (const archive of archives) {
      bytes += statSync(archive).size;
      run(project, 'npx', '-y', 'publint@0.3.25', 'run', archive, '--strict');
      run(project, 'npx', '-y', '@arethetypeswrong/cli@0.18.5', archive, '--profile', 'esm-only');
    }
    check('publint and are-the-types-wrong have no findings', true);
    console.log(`${archives.length} archives, ${Math.round(bytes / 1000)} kB`);
    check('archives in the budget', bytes <= OWN_BUDGET_KB * 1000);
  },
};

try {
  const archives = packPackages(join(folder, 'archives'));
  const npmrc = join(folder, '.npmrc');
  // A registry that anyone may publish to still wants a name.
  writeFileSync(npmrc, `//127.0.0.1:${registry.port}/:_authToken=anyone\n`);
  for (const archive of archives) run(folder, 'npm', 'publish', archive, '--userconfig', npmrc);
  for (const part of parts) RUNS[part]?.(archives);
} finally {
  registry.close();
  rmSync(folder, { recursive: true, force: true });
}
