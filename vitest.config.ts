import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    // Tests run on the sources, so that a package exists once and coverage points at TypeScript.
    alias: [
      { find: /^@losskit\/([a-z]+)$/, replacement: source('packages/$1/src/index.ts') },
      { find: /^@losskit\/([a-z]+)\/([a-z-]+)$/, replacement: source('packages/$1/src/$2.ts') },
    ],
  },
  test: {
    include: ['packages/*/src/**/*.test.ts', 'examples/*/src/**/*.test.ts', 'scripts/**/*.test.ts'],
    setupFiles: ['packages/testing/src/setup.ts'],
    testTimeout: 60_000,
  },
});
