// @ts-check
// Compares docs/zh/words/{losses,labels,porting}.zh.json with the words and details of the losses, the labels of their
// declarations and the cells of the porting tables; see translations.mjs.
//
//     pnpm build && node scripts/loss-words-zh.mjs [--check]

import { readFileSync } from 'node:fs';

import { allLosses } from '../packages/losses/dist/registry.js';
import { wordsOf } from '../packages/losses/dist/words.js';
import { docCommentOf, isIndented, paragraphsOf } from './doc-comment.mjs';
import { portingSentences } from './porting-tables.mjs';
import { reportTranslations } from './translations.mjs';

const SOURCES = new URL('../packages/losses/src/', import.meta.url);
const WORDS = new URL('../docs/zh/words/', import.meta.url);

/** @type {Map<string, string | undefined>} */
const english = new Map();
/** @type {Map<string, undefined>} */
const labels = new Map();
const porting = new Map([...portingSentences()].map((cell) => [cell, undefined]));
for (const { declaration } of allLosses) {
  const { name, family, target, prediction } = declaration;
  const words = wordsOf(name);
  if (words === undefined) throw new Error(`${name}: expected words; run node scripts/loss-words.mjs.`);
  const { summary, useWhen, avoidWhen, domain, options } = words;
  english.set(`${name}.name`, undefined);
  for (const [field, sentence] of Object.entries({ summary, useWhen, avoidWhen, domain })) {
    english.set(`${name}.${field}`, sentence);
  }
  for (const [option, meaning] of Object.entries(options)) {
    english.set(`${name}.options.${option}`, meaning);
  }
  const comment = docCommentOf(readFileSync(new URL(`${family}/${name}.ts`, SOURCES), 'utf8'), name);
  const [, ...details] = paragraphsOf(comment).filter((paragraph) => !isIndented(paragraph));
  for (const [index, paragraph] of details.entries()) english.set(`${name}.details.${index}`, paragraph);
  for (const [kind, label] of Object.entries({ family, target, prediction })) {
    labels.set(`${kind}.${label}`, undefined);
  }
}

reportTranslations('losses.zh.json', new URL('losses.zh.json', WORDS), english);
reportTranslations('labels.zh.json', new URL('labels.zh.json', WORDS), labels);
reportTranslations('porting.zh.json', new URL('porting.zh.json', WORDS), porting);
