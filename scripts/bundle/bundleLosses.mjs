import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rolldown } from 'rolldown';

const INDEX = fileURLToPath(new URL('../../packages/losses/src/index.ts', import.meta.url));
const ENTRY = '\0entry';

/**
 * What a bundler makes of `export { huber } from '@losskit/losses'`, without tfjs.
 *
 * @param {readonly string[]} names
 * @param {{ minify: boolean }} options
 * @returns {Promise<string>}
 */
export async function bundleLosses(names, { minify }) {
  const bundle = await rolldown({
    input: ENTRY,
    external: (id) => id.startsWith('@tensorflow/') || id === '@losskit/errors',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === ENTRY ? id : null),
        load: (id) => (id === ENTRY ? `export { ${names.join(', ')} } from ${JSON.stringify(INDEX)};` : null),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm', minify });
  await bundle.close();
  return output.map((chunk) => ('code' in chunk ? chunk.code : '')).join('');
}

/** Bytes of the minified bundle as it is and compressed. @param {readonly string[]} names */
export async function bundleSizes(names) {
  const code = await bundleLosses(names, { minify: true });
  return { bytes: Buffer.byteLength(code), gzipped: gzipSync(code).length };
}
