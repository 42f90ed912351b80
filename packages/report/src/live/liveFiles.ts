import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { STYLESHEET } from '../stylesheet.ts';
import { LIVE_STYLESHEET } from './liveStylesheet.ts';

/** A file that a live page asks for. */
export interface LiveFile {
  readonly type: string;
  readonly text: () => Promise<string>;
}

/** What the interpreter needs of it, which is in vega's own script already. */
const VEGA_UTIL = 'export const { ascending, isString, DisallowedObjectProperties } = globalThis.vega;\n';

const require = createRequire(import.meta.url);
const SCRIPT = 'text/javascript; charset=utf-8';

function script(path: string): LiveFile {
  return { type: SCRIPT, text: () => readFile(path, 'utf8') };
}

/** A file in the folder of a package's main file. */
function ofPackage(name: string, file: string): LiveFile {
  return script(join(dirname(require.resolve(name)), file));
}

function own(file: string): LiveFile {
  return script(fileURLToPath(new URL(file, import.meta.url)));
}

/** All files of a live page by their path in it: nothing else is there. */
export function liveFiles(): ReadonlyMap<string, LiveFile> {
  return new Map([
    ['page.css', { type: 'text/css; charset=utf-8', text: async () => STYLESHEET + LIVE_STYLESHEET }],
    ['vega.js', ofPackage('vega', 'vega.min.js')],
    ['vega-lite.js', ofPackage('vega-lite', 'vega-lite.min.js')],
    ['vega-interpreter.js', ofPackage('vega-interpreter', 'vega-interpreter.js')],
    ['vega-util.js', { type: SCRIPT, text: async () => VEGA_UTIL }],
    ['idiomorph.js', script(require.resolve('idiomorph/dist/idiomorph.esm.js'))],
    ['figureConfig.js', own('../figureConfig.js')],
    ['live/client.js', own('./client.js')],
    ['live/figuresInView.js', own('./figuresInView.js')],
  ]);
}
