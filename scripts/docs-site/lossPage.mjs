// @ts-check
// The page of a loss, made of its declaration, its doc comment, the porting tables and what was measured.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { formatSeconds } from '../../packages/bench/dist/result/formatSeconds.js';
import { optionRange } from '../../packages/cli/dist/losses/optionRange.js';
import * as exported from '../../packages/losses/dist/index.js';
import { allLosses } from '../../packages/losses/dist/registry.js';
import { wordsOf } from '../../packages/losses/dist/words.js';
import { docCommentOf, isIndented, paragraphsOf } from '../doc-comment.mjs';
import { portingRows } from '../porting-tables.mjs';
import { compareCommand } from './guide.mjs';
import { chineseName, FOLDERS, labelIn, rangeIn, sentenceIn, shapeIn, shortIn, TEXTS } from './language.mjs';
import { codeOf, fenceOf, pageOf, tableOf } from './markdown.mjs';
import { ROOT } from './root.mjs';

/**
 * @typedef {import('./language.mjs').Language} Language
 * @typedef {import('../../packages/losses/dist/contract.js').AnyLoss} AnyLoss
 */

const names = allLosses.map(({ declaration }) => declaration.name);
const porting = portingRows(names);
/** @type {import('../bench/originals-page.mjs').LossSpeed} */
const speed = JSON.parse(readFileSync(join(ROOT, 'docs/loss-speed.json'), 'utf8'));

/** What the page of studies in a language tells, by heading. @param {Language} language */
const readStudies = (language) =>
  readFileSync(join(ROOT, `docs/${FOLDERS[language]}studies/index.md`), 'utf8')
    .split(/^## /m)
    .slice(1);
const studies = { en: readStudies('en'), zh: readStudies('zh') };

/** What a reader reads of a loss's file: the paragraphs after the first and the example of its doc comment, and its code without that. @param {AnyLoss} loss */
function readSource({ declaration: { name, family } }) {
  const path = `packages/losses/src/${family}/${name}.ts`;
  const source = readFileSync(join(ROOT, path), 'utf8');
  const comment = docCommentOf(source, name);
  const [, ...details] = paragraphsOf(comment);
  const [, example = ''] = /^@example\n```ts\n([\s\S]*?)^```/m.exec(comment) ?? [];
  const end = source.indexOf(`*/\nexport const ${name} = `);
  const code = source.slice(0, source.lastIndexOf('/**', end)) + source.slice(end + '*/\n'.length);
  return { path, details, example, code };
}

/** The example as a whole program. @param {string} example */
function programOf(example) {
  const words = new Set(example.match(/(?<![\w.])\w+/g));
  const used = Object.keys(exported)
    .filter((name) => words.has(name))
    .sort();
  const tensorflow = /\btf\./.test(example) ? "import * as tf from '@tensorflow/tfjs';\n" : '';
  return `import { ${used.join(', ')} } from 'losskit';\n${tensorflow}\n${example}`;
}

/** The losses that a text names. @param {string} text */
function lossesIn(text) {
  const words = new Set(text.match(/\w+/g));
  return names.filter((name) => words.has(name));
}

/** The losses that each names where it is said when to use it. */
const named = new Map(
  names.map((name) => {
    const { summary = '', useWhen = '', avoidWhen = '' } = wordsOf(name) ?? {};
    return [name, lossesIn(`${summary} ${useWhen} ${avoidWhen}`)];
  }),
);

/** Losses that this one names, or that name it. @param {string} name @param {readonly string[]} details */
function relatedTo(name, details) {
  const naming = names.filter((other) => named.get(other)?.includes(name));
  return [...new Set([...(named.get(name) ?? []), ...lossesIn(details.join(' ')), ...naming])]
    .filter((other) => other !== name)
    .sort();
}

/** @param {string} name */
export const linkTo = (name) => `[\`${name}\`](./${name}.md)`;

/** Text of a sentence, in which names of other losses are links: code, and words that only code has. @param {string} text @param {string} own */
export function linked(text, own) {
  const isOther = (/** @type {string} */ word) => names.includes(word) && word !== own;
  return text.replace(/`([^`]*)`|[A-Za-z]\w*/g, (part, /** @type {string | undefined} */ code) => {
    const name = code ?? (/[A-Z]/.test(part) ? part : '');
    return isOther(name) ? linkTo(name) : part;
  });
}

/** The paragraphs of details in a language, in which formulas are those of English. @param {Language} language @param {string} name @param {readonly string[]} details */
function detailsIn(language, name, details) {
  const prose = details.filter((paragraph) => !isIndented(paragraph));
  return details.map((paragraph) =>
    isIndented(paragraph)
      ? paragraph
      : linked(sentenceIn(language, [name, 'details', String(prose.indexOf(paragraph))], paragraph), name),
  );
}

/** @param {Language} language @param {AnyLoss} loss */
function inputsTable(language, { declaration: { layout } }) {
  const words = TEXTS[language];
  return tableOf(
    [words.input, words.shape, words.type, words.meaning],
    layout.inputs.map(({ name, shape, dtype, meaning }) => [
      codeOf(name),
      codeOf(shapeIn(language, shape)),
      dtype === 'either' ? words.either : dtype,
      shortIn(language, meaning),
    ]),
  );
}

/** @param {Language} language @param {AnyLoss} loss */
function optionsTable(language, { declaration: { name, options } }) {
  const words = TEXTS[language];
  const meanings = wordsOf(name)?.options ?? {};
  return tableOf(
    [words.option, words.default, words.range, words.meaning],
    Object.entries(options).map(([option, declared]) => {
      const [fallback, range] = optionRange(option, declared);
      const meaning = sentenceIn(language, [name, 'options', option], meanings[option] ?? '');
      const shown = 'default' in declared ? codeOf(fallback) : words.none;
      return [codeOf(option), shown, codeOf(rangeIn(language, range)), linked(meaning, name)];
    }),
  );
}

/** @param {Language} language @param {string} name */
function portingPart(language, name) {
  const words = TEXTS[language];
  const rows = porting
    .filter(({ losses }) => losses[0] === name)
    .map(({ names: called, left, right }) => {
      const refers = /^(?:the same|either)\b/.test(left);
      const what = shortIn(language, left);
      const cell = refers ? words.labelled(called.map(codeOf).join(words.comma), what) : what;
      return [cell, shortIn(language, right)];
    });
  return rows.length === 0
    ? words.notPorted
    : `${words.portingLead}\n\n${tableOf([words.library, 'losskit'], rows)}`;
}

/** GitHub's anchor of a heading, which the site's is as well. @param {string} heading */
const anchorOf = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\w\s-]/g, '')
    .trim()
    .replace(/\s+/g, '-');

/** @param {Language} language @param {AnyLoss} loss */
function measuredPart(language, { declaration: { name, family } }) {
  const words = TEXTS[language];
  const found = studies[language].filter((study) => study.includes(`\`${name}\``));
  if (found.length > 0) {
    const links = found.map((study) => {
      const [, heading = '', anchor = anchorOf(heading)] = /^(.*?)(?: \{#(.*)\})?$/m.exec(study) ?? [];
      return `[${heading}](/${FOLDERS[language]}studies/index.md#${anchor})`;
    });
    return words.studiedIn(links);
  }
  if (family === 'penalty')
    return `${words.penaltyAdded} ${words.notMeasured}\n\n${fenceOf('sh', `losskit compare linear --losses meanSquaredError,meanSquaredError+${name}`)}`;
  const command = compareCommand(name);
  return command === undefined ? words.noCommand : `${words.notMeasured}\n\n${fenceOf('sh', command)}`;
}

/** @param {Language} language @param {string} name */
function costPart(language, name) {
  const words = TEXTS[language];
  const measured = speed.losses.find(({ loss }) => loss === name);
  if (!measured) return '';
  const { seconds, inputs, original } = measured;
  const time = (/** @type {string} */ peer) =>
    seconds[peer] === undefined ? '–' : formatSeconds(seconds[peer]);
  const sizes = inputs.map(([input, shape]) => `${input} ${shape.join('×')}`).join(words.comma);
  const table = tableOf(
    [
      words.inputsOf,
      words.losskit,
      ...(original === null ? [] : [words.labelled(words.original, codeOf(original))]),
    ],
    [[sizes, time('losskit compiled'), ...(original === null ? [] : [time('original')])]],
  );
  return `## ${words.cost} {#cost}\n\n${words.costLead(String(speed.machine.processor))}\n\n${table}\n\n[${words.allTimes}](/loss-speed.md)`;
}

/** @param {Language} language @param {AnyLoss} loss */
function traitsOf(language, { declaration }) {
  const { traits } = TEXTS[language];
  return [
    ...(declaration.batchDependent ? [traits.batchDependent] : []),
    ...(declaration.differentiable ? [] : [traits.notDifferentiable]),
    ...(declaration.twiceDifferentiable ? [] : [traits.notTwice]),
    ...(Object.keys(declaration.trainedInputs).length > 0 ? [traits.trained] : []),
  ];
}

/** DOIs and arXiv identifiers as links. @param {string} source */
function withLinks(source) {
  return source
    .replace(/doi:(10\.[^\s;]*[^\s;.,])/g, (_, doi) => `[doi:${doi}](https://doi.org/${encodeURI(doi)})`)
    .replace(/arXiv:(\d{4}\.\d{4,5}|[a-z-]+\/\d{7})/g, '[arXiv:$1](https://arxiv.org/abs/$1)');
}

/** @param {Language} language @param {AnyLoss} loss @param {string} figure HTML */
export function lossPage(language, loss, figure) {
  const { declaration } = loss;
  const { name, aliases, family, layout, defaultReduction, options } = declaration;
  const words = TEXTS[language];
  const said = wordsOf(name);
  if (said === undefined) throw new Error(`${name}: expected words, got none.`);
  const sentence = (/** @type {'summary' | 'useWhen' | 'avoidWhen' | 'domain'} */ field) =>
    linked(sentenceIn(language, [name, field], said[field]), name);
  const { path, details, example, code } = readSource(loss);
  const familyName = labelIn(language, 'family', family);
  const alias = aliases.length > 0 ? ` · ${words.alsoKnownAs} ${aliases.map(codeOf).join(words.comma)}` : '';
  const translated = language === 'zh' ? chineseName(name) : undefined;
  const traits = traitsOf(language, loss);
  const related = relatedTo(name, details);
  const optionTable = optionsTable(language, loss);
  return pageOf(
    {
      title: name,
      description: sentenceIn(language, [name, 'summary'], said.summary),
      group: familyName,
      groupLink: `/${FOLDERS[language]}losses/#${family}`,
    },
    [
      // A heading is what a search weighs most.
      `# ${codeOf(name)}${translated === undefined ? '' : ` ${translated}`} {#${name}}`,
      `${words.labelled(words.family, `[${familyName}](./index.md#${family})`)}${alias}${traits.map((trait) => ` · ${trait}`).join('')}`,
      sentence('summary'),
      figure,
      `## ${words.useIt} {#when}`,
      `- ${words.labelled(`**${words.use}**`, sentence('useWhen'))}\n- ${words.labelled(`**${words.avoid}**`, sentence('avoidWhen'))}`,
      `## ${words.formula} {#formula}`,
      fenceOf('math', said.formula),
      words.labelled(`**${words.domain}**`, sentence('domain')),
      ...(details.length > 0 ? [`## ${words.detail} {#detail}`, ...detailsIn(language, name, details)] : []),
      `## ${words.example} {#example}`,
      fenceOf('ts', programOf(example)),
      words.drawn,
      fenceOf('sh', `losskit show ${name}\nlosskit plot ${name}`),
      `## ${words.inputs} {#inputs}`,
      inputsTable(language, loss),
      words.reduced(codeOf(shapeIn(language, layout.unreduced)), defaultReduction),
      `## ${words.options} {#options}`,
      Object.keys(options).length === 0 ? words.noOptions : optionTable,
      words.shared,
      `## ${words.porting} {#porting}`,
      portingPart(language, name),
      `## ${words.measured} {#measured}`,
      measuredPart(language, loss),
      costPart(language, name),
      `## ${words.source} {#source}`,
      `${withLinks(said.source)}\n\n::: details ${words.labelled(words.code, codeOf(path))}\n${fenceOf('ts', code)}\n:::`,
      ...(related.length > 0 ? [`## ${words.related} {#related}`, related.map(linkTo).join(' · ')] : []),
    ],
  );
}
