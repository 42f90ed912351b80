import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Packages whose tests run on the backend that is set; the others choose their own, or compute no tensors.
 */
const WITH_TENSORS = ['backends', 'data', 'losses', 'random', 'tasks', 'testing', 'trainer'];

/** Packages that compute with what @losskit/backends adds to tfjs, which then stays until the process ends. */
const PREPARING = ['article', 'backends', 'bench', 'cli', 'cluster', 'study'];

const testsOf = (names: readonly string[], suffix = '.test.ts') =>
  names.map((name) => `packages/${name}/src/**/*${suffix}`);

/** What needs a process of its own: see CONTRIBUTING. */
const ISOLATED = ['**/*.isolated.test.ts'];

/** Of the packages with tensors, on a backend that is set: what prepares backends can't share the processes of others. */
const ALONE = [...testsOf(['backends']), ...testsOf(WITH_TENSORS, '.isolated.test.ts')];

/** What takes more than about ten seconds by itself: left out by `test`, and a part of `test:all`. */
const LONG = ['**/*.long.test.ts'];

/** Every loss beside other libraries: on wasm in `test`, on cpu where the rest of wasm is, among the long ones. */
const COMPARED = ['packages/losses/src/reference.test.ts'];

const MODULES = '**/node_modules/**';
const onWasm = { LOSSKIT_BACKEND: 'wasm' };
const plain = { setupFiles: ['packages/testing/src/keepTensorflowPlain.ts'], isolate: false };

export default defineConfig({
  resolve: {
    // Tests run on the sources, so that a package exists once and coverage points at TypeScript.
    alias: [
      { find: /^@losskit\/([a-z]+)$/, replacement: source('packages/$1/src/index.ts') },
      { find: /^@losskit\/([a-z]+)\/([a-z-]+)$/, replacement: source('packages/$1/src/$2.ts') },
      { find: /^losskit$/, replacement: source('packages/cli/src/index.ts') },
      { find: /^losskit\/([a-z-]+)$/, replacement: source('packages/cli/src/$1.ts') },
    ],
  },
  test: {
    setupFiles: ['packages/testing/src/recordTimes.ts', 'packages/testing/src/setup.ts'],
    sequence: { setupFiles: 'list' },
    testTimeout: 60_000,
    // By default a core stays unused: of two, half.
    maxWorkers: availableParallelism(),
    // Tests compare what commands print, which is coloured where a CI service or a terminal is found.
    env: { NO_COLOR: '1' },
    // On cpu, or on what LOSSKIT_BACKEND names, unless the name says otherwise. `test` leaves out those that begin with `long`. They
    // begin in the order of their names: at the end a file that takes long would leave a core without work.
    projects: [
      { extends: true, test: { name: 'compared', ...plain, env: onWasm, include: COMPARED } },
      {
        extends: true,
        test: {
          // Files share processes, in which tfjs is as it was loaded.
          name: 'main',
          ...plain,
          include: testsOf(['*']),
          exclude: [MODULES, ...testsOf(PREPARING), ...ISOLATED, ...LONG, ...COMPARED],
        },
      },
      {
        extends: true,
        test: {
          // Files share processes, in which backends are prepared.
          name: 'prepared',
          isolate: false,
          include: [...testsOf(PREPARING), 'examples/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
          exclude: [MODULES, ...ISOLATED, ...LONG],
        },
      },
      { extends: true, test: { name: 'isolated', include: ISOLATED, exclude: [MODULES, ...LONG] } },
      { extends: true, test: { name: 'long-compared', ...plain, include: COMPARED } },
      { extends: true, test: { name: 'long', include: LONG, exclude: [MODULES] } },
      {
        extends: true,
        test: {
          name: 'long-wasm',
          ...plain,
          env: onWasm,
          include: testsOf(WITH_TENSORS),
          exclude: [MODULES, ...ALONE, ...COMPARED],
        },
      },
      {
        extends: true,
        test: { name: 'long-wasm-isolated', env: onWasm, include: ALONE, exclude: [MODULES, ...LONG] },
      },
    ],
  },
});
