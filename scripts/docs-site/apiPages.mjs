// @ts-check
// What TypeDoc wrote of the entry points of losskit, as pages of the site.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { pageOf } from './markdown.mjs';
import { DOCS } from './root.mjs';

const FOLDER = 'reference/api';

const LEAD = `What each entry point of the package exports, from its doc comments. \`losskit\` itself exports the losses, the trainer, the optimizers, the metrics, \`defineTask\` and \`compare\` under one name; [losses have pages of their own](/losses/index.md).`;

/** The pages, which TypeDoc writes anew each time before. @returns {(readonly [page: string, markdown: string])[]} */
export function apiPages() {
  const files = readdirSync(join(DOCS, FOLDER)).filter((file) => file !== 'index.md' && file.endsWith('.md'));
  const modules = files.map((file) => file.slice(0, -'.md'.length));
  const list = modules.map((module) => `- [\`losskit/${module}\`](./${module}.md)`).join('\n');
  return [
    [`${FOLDER}/index.md`, pageOf({ title: 'API' }, ['# API', LEAD, list])],
    ...modules.map((module) => {
      const text = readFileSync(join(DOCS, FOLDER, `${module}.md`), 'utf8');
      const body = text.replace(/^---\n[\s\S]*?\n---\n/, '').replace(/^# .*\n/m, '');
      const title = `losskit/${module}`;
      return /** @type {const} */ ([
        `${FOLDER}/${module}.md`,
        pageOf({ title }, [`# ${title}`, body.trim()]),
      ]);
    }),
  ];
}
