// @ts-check
// What docs/zh/words/*.zh.json translate, against the English sentences of today.

import { readFileSync } from 'node:fs';

/**
 * A Chinese sentence and the English one that it was made from; a name has no English one.
 *
 * @typedef {{ zh: string, en?: string }} Translation
 */

/**
 * All translations of a file, by their path in it: `huber.options.delta`.
 *
 * @param {URL} file
 * @returns {Map<string, Translation>}
 */
function readTranslations(file) {
  /** @type {Map<string, Translation>} */
  const translations = new Map();
  /** @param {unknown} value @param {readonly string[]} path */
  const visit = (value, path) => {
    if (typeof value === 'string') {
      translations.set(path.join('.'), { zh: value });
    } else if (typeof value === 'object' && value !== null) {
      if ('zh' in value && 'en' in value) {
        translations.set(path.join('.'), { zh: String(value.zh), en: String(value.en) });
      } else {
        for (const [key, part] of Object.entries(value)) visit(part, [...path, key]);
      }
    } else {
      throw new Error(`${file.pathname}: expected text or an object at ${path.join('.')}, got ${value}.`);
    }
  };
  visit(JSON.parse(readFileSync(file, 'utf8')), []);
  return translations;
}

/**
 * Prints which sentences have no Chinese one (missing), and which have one of an English sentence that has changed
 * or is gone (stale). With --check a missing one is an error; a stale one never is, since a reader is better served by
 * it than by none.
 *
 * @param {string} title
 * @param {URL} file
 * @param {ReadonlyMap<string, string | undefined>} english - By path; undefined for a name, which has no English one.
 */
export function reportTranslations(title, file, english) {
  const translations = readTranslations(file);
  const missing = [...english].flatMap(([path, sentence]) => {
    const chinese = translations.get(path)?.zh.trim();
    return !chinese || chinese === sentence ? [path] : [];
  });
  const stale = [...translations].flatMap(([path, { en }]) =>
    english.has(path) && english.get(path) === en ? [] : [path],
  );
  console.log(`${title}: ${missing.length} missing, ${stale.length} stale`);
  if (stale.length > 0) console.log(`stale: ${stale.join(', ')}`);
  if (missing.length > 0) console.log(`missing: ${missing.join(', ')}`);
  if (process.argv.includes('--check') && missing.length > 0) process.exitCode = 1;
}
