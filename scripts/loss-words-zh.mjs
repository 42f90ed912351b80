// @ts-check
// Compares docs/zh/words/losses.zh.json with the English words of the losses: names each sentence without a
// Chinese one (missing), and each whose English has changed since or is gone (stale). With --check a missing one
// is an error; a stale one never is, since a reader is better served by it than by none.
//
//     pnpm build && node scripts/loss-words-zh.mjs [--check]

import { readFileSync } from 'node:fs';

import { allLosses } from '../packages/losses/dist/registry.js';
import { wordsOf } from '../packages/losses/dist/words.js';

/**
 * A sentence and the English one that it translates.
 *
 * @typedef {{ en: string, zh: string }} Translation
 * @typedef {Record<'summary' | 'useWhen' | 'avoidWhen' | 'domain', Translation>} Sentences
 * @typedef {Partial<Sentences> & { name?: string, options?: Record<string, Translation> }} TranslatedWords
 */

const FILE = new URL('../docs/zh/words/losses.zh.json', import.meta.url);
/** @type {Record<string, TranslatedWords>} */
const translated = JSON.parse(readFileSync(FILE, 'utf8'));

/** @type {string[]} */
const missing = [];
/** @type {string[]} */
const stale = [];

/** @param {string} path @param {string} english @param {Translation | undefined} translation */
function compare(path, english, translation) {
  const chinese = translation?.zh?.trim();
  if (!chinese || chinese === english) missing.push(path);
  else if (translation?.en !== english) stale.push(path);
}

for (const { declaration } of allLosses) {
  const { name } = declaration;
  const words = wordsOf(name);
  if (words === undefined) throw new Error(`${name}: expected words; run node scripts/loss-words.mjs.`);
  const { name: chineseName, options = {}, ...sentences } = translated[name] ?? {};
  if (!chineseName?.trim()) missing.push(`${name}.name`);
  compare(`${name}.summary`, words.summary, sentences.summary);
  compare(`${name}.useWhen`, words.useWhen, sentences.useWhen);
  compare(`${name}.avoidWhen`, words.avoidWhen, sentences.avoidWhen);
  compare(`${name}.domain`, words.domain, sentences.domain);
  for (const [option, meaning] of Object.entries(words.options)) {
    compare(`${name}.options.${option}`, meaning, options[option]);
  }
  for (const option of Object.keys(options)) {
    if (!Object.hasOwn(words.options, option)) stale.push(`${name}.options.${option}`);
  }
}

const names = new Set(allLosses.map(({ declaration }) => declaration.name));
stale.push(...Object.keys(translated).filter((name) => !names.has(name)));

console.log(`loss-words-zh: ${missing.length} missing, ${stale.length} stale`);
if (stale.length > 0) console.log(`stale: ${stale.join(', ')}`);
if (missing.length > 0) console.log(`missing: ${missing.join(', ')}`);
if (process.argv.includes('--check') && missing.length > 0) process.exitCode = 1;
