import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Packages whose tests run on the backend that is set; the others choose their own, or compute no tensors.
 */
const WITH_TENSORS = ['backends', 'data', 'losses', 'random', 'tasks', 'testing', 'trainer'];

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
    setupFiles: ['packages/testing/src/setup.ts'],
    testTimeout: 60_000,
    // By default a core stays unused: of two, half.
    maxWorkers: availableParallelism(),
    // Tests compare what commands print, which is coloured where a CI service or a terminal is found.
    env: { NO_COLOR: '1' },
    projects: [
      {
        extends: true,
        test: {
          // On cpu, or on what LOSSKIT_BACKEND names.
          name: 'main',
          include: ['packages/*/src/**/*.test.ts', 'examples/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'wasm',
          env: { LOSSKIT_BACKEND: 'wasm' },
          include: WITH_TENSORS.map((name) => `packages/${name}/src/**/*.test.ts`),
        },
      },
    ],
  },
});
