import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A page that Vite has built, on loopback. */
export interface BuiltPage {
  /** Ends with a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** Builds the page of a folder with Vite and serves what came out. @param root - Has `index.html`. */
export async function serveBuilt(root: string): Promise<BuiltPage> {
  const { build, preview } = await import('vite');
  const outDir = await mkdtemp(join(tmpdir(), 'losskit-built-'));
  const shared = { root, logLevel: 'error', build: { outDir, emptyOutDir: true } } as const;
  await build(shared);
  const server = await preview({ ...shared, preview: { host: '127.0.0.1', port: 0 } });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error(`serveBuilt: expected an address for ${root}, got none.`);
  return {
    url,
    async close() {
      await server.close();
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
