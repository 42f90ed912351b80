// @ts-check
// Which loss to start with: docs/guide.json as pages, and the command that compares a loss with those of its place in it.

import { readFileSync } from 'node:fs';
import { parseLoss } from '../../packages/losses/dist/expression.js';
import { findLoss } from '../../packages/losses/dist/registry.js';
import { FOLDERS } from './language.mjs';
import { fenceOf, pageOf } from './markdown.mjs';

/**
 * @typedef {import('./language.mjs').Translation} Translation
 *
 * @typedef {object} Trouble
 * @property {Translation} trouble
 * @property {readonly string[]} try Losses as a command names them.
 *
 * @typedef {object} Target
 * @property {Translation} target
 * @property {import('../../packages/tasks/dist/kind-names.js').KindName} kind
 * @property {string} task Built in, or a module of the repository.
 * @property {readonly string[]} start
 * @property {readonly Trouble[]} troubles
 *
 * @typedef {object} Elsewhere Losses that no command compares by itself.
 * @property {Translation} reason
 * @property {readonly string[]} losses
 */

/** @type {{ readonly targets: readonly Target[], readonly elsewhere: readonly Elsewhere[] }} */
export const GUIDE = JSON.parse(readFileSync(new URL('../../docs/guide.json', import.meta.url), 'utf8'));

/** The names of the losses in a text of the guide. @param {string} text */
export function namesIn(text) {
  const { terms, penalties } = parseLoss(text);
  return [...terms.map(({ loss }) => loss), ...penalties].map(({ declaration }) => declaration.name);
}

/** @param {string} task @param {readonly string[]} losses */
const commandOf = (task, losses) => `losskit compare ${task} --losses ${losses.join(',')}`;

/** The command that compares a loss with where the guide would start; undefined where there is none. @param {string} name */
export function compareCommand(name) {
  for (const { task, start, troubles } of GUIDE.targets) {
    if (start.some((text) => namesIn(text).includes(name)))
      return commandOf(task, [...start, ...troubles.slice(0, 1).flatMap((trouble) => trouble.try)]);
    const text = troubles.flatMap((trouble) => trouble.try).find((one) => namesIn(one).includes(name));
    if (text !== undefined) return commandOf(task, [...start, text]);
  }
  return undefined;
}

const TEXTS = {
  en: {
    title: 'Choose a loss',
    lead: 'Find what your model predicts, start with the loss that stands there, and try the others where you have their trouble. A start is no verdict: each command trains all of them from the same seeds, looks for a learning rate for each, and says which differences are real. The tasks in the commands come with losskit or its repository; put your own in their place.',
    start: 'Start with',
    elsewhere: 'Not in this list',
    elsewhereLead: 'Losses that need more than a model and its targets:',
  },
  zh: {
    title: '选择损失函数',
    lead: '先找到模型要预测的目标，从所列的损失函数开始；遇到右边的难题，再试其他的。“开始”不是结论：每条命令都用相同的种子训练全部候选，为各自寻找学习率，并说明哪些差异是真实的。命令中的任务随 losskit 或其仓库提供，换成你自己的即可。',
    start: '从这里开始',
    elsewhere: '不在此列的',
    elsewhereLead: '这些损失函数需要的不止模型和目标：',
  },
};

/** A loss of the guide as a link to its page; a sum links to what is new in it. @param {string} text */
function linkOf(text) {
  return `[\`${text}\`](../losses/${namesIn(text).at(-1)}.md)`;
}

/** @param {import('./language.mjs').Language} language @param {Target} target */
function sectionOf(language, { target, task, start, troubles }) {
  const words = TEXTS[language];
  const links = (/** @type {readonly string[]} */ losses) => losses.map(linkOf).join(', ');
  const id = target.en
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '');
  const leaves = troubles.map(
    ({ trouble, try: losses }) =>
      `**${trouble[language]}** → ${links(losses)}\n\n${fenceOf('sh', commandOf(task, [...start, ...losses]))}`,
  );
  const alone = troubles.length === 0 ? [fenceOf('sh', commandOf(task, start))] : [];
  return [`## ${target[language]} {#${id}}`, `${words.start} ${links(start)}.`, ...leaves, ...alone].join(
    '\n\n',
  );
}

/** The page in a language. @param {import('./language.mjs').Language} language @returns {readonly [page: string, markdown: string]} */
export function guidePage(language) {
  const words = TEXTS[language];
  const others = GUIDE.elsewhere.map(({ reason, losses }) => {
    const links = losses.map((name) => linkOf(findLoss(name).declaration.name));
    return `- ${reason[language]}: ${links.join(', ')}`;
  });
  const markdown = pageOf({ title: words.title }, [
    `# ${words.title}`,
    words.lead,
    ...GUIDE.targets.map((target) => sectionOf(language, target)),
    `## ${words.elsewhere} {#elsewhere}`,
    words.elsewhereLead,
    others.join('\n'),
  ]);
  return [`${FOLDERS[language]}how-to/choose-a-loss.md`, markdown];
}
