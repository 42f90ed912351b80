// @ts-check
// Compares docs/zh/words/metrics.zh.json with the doc comments of the metrics and of the kinds of target; see
// translations.mjs. Of a metric the first paragraph is its summary, what follows is how to read its value.
//
//     pnpm build && node scripts/metric-words-zh.mjs [--check]

import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

import { METRICS } from '../packages/metrics/dist/METRICS.js';
import { KIND_NAMES } from '../packages/tasks/dist/kinds/kindNames.js';
import { docCommentOf, paragraphsOf } from './doc-comment.mjs';
import { reportTranslations } from './translations.mjs';

const METRIC_SOURCES = new URL('../packages/metrics/src/', import.meta.url);
const KIND_SOURCES = new URL('../packages/tasks/src/kinds/', import.meta.url);

/** @param {URL} file @param {string} name */
const saidOf = (file, name) => paragraphsOf(docCommentOf(readFileSync(file, 'utf8'), name));

const metricFiles = new Map(
  readdirSync(METRIC_SOURCES, { recursive: true, encoding: 'utf8' }).map((path) => [basename(path), path]),
);

/** @type {Map<string, string | undefined>} */
const english = new Map();
for (const { name } of Object.values(METRICS).flat()) {
  const [summary, ...reading] = saidOf(new URL(metricFiles.get(`${name}.ts`) ?? '', METRIC_SOURCES), name);
  english.set(`metrics.${name}.name`, undefined);
  english.set(`metrics.${name}.summary`, summary);
  english.set(`metrics.${name}.reading`, reading.join(' '));
}
for (const kind of KIND_NAMES) {
  const [summary] = saidOf(new URL(`${kind}.ts`, KIND_SOURCES), kind);
  english.set(`kinds.${kind}.name`, undefined);
  english.set(`kinds.${kind}.summary`, summary);
}

reportTranslations('metrics.zh.json', new URL('../docs/zh/words/metrics.zh.json', import.meta.url), english);
