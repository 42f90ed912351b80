// @ts-check
// A page for each loss, made of its declaration, its doc comment, the porting tables and what was measured.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { formatSeconds } from '../../packages/bench/dist/result/formatSeconds.js';
import { optionRange } from '../../packages/cli/dist/losses/optionRange.js';
import * as exported from '../../packages/losses/dist/index.js';
import { allLosses } from '../../packages/losses/dist/registry.js';
import { wordsOf } from '../../packages/losses/dist/words.js';
import { portingRows } from '../porting-tables.mjs';
import { compareCommand } from './guide.mjs';
import { chineseName, FOLDERS, labelIn, rangeIn, sentenceIn, shortIn, TEXTS } from './language.mjs';
import { lossFigure } from './lossFigure.mjs';
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
/** Where studies are told, and the page of that. */
const STUDIES = [
  { file: 'docs/studies/index.md', page: '/studies/index.md' },
  { file: 'examples/studies/README.md', page: '/examples/studies.md' },
];
const studies = STUDIES.filter(({ file }) => existsSync(join(ROOT, file))).flatMap(({ file, page }) =>
  readFileSync(join(ROOT, file), 'utf8')
    .split(/^## /m)
    .slice(1)
    .map((text) => ({ text, page })),
);

/** What a reader reads of a loss's file: the prose and example of its doc comment, and its code without that. @param {AnyLoss} loss */
function readSource({ declaration: { name, family } }) {
  const path = `packages/losses/src/${family}/${name}.ts`;
  const source = readFileSync(join(ROOT, path), 'utf8');
  const end = source.indexOf(`*/\nexport const ${name} = `);
  const start = source.lastIndexOf('/**', end);
  const comment = source
    .slice(start + '/**'.length, end)
    .replace(/^ \* ?/gm, '')
    .trim();
  const [prose = ''] = comment.split(/^(?=@)/m);
  const [, ...details] = prose.trim().split('\n\n');
  const [, example = ''] = /^@example\n```ts\n([\s\S]*?)^```/m.exec(comment) ?? [];
  const code = source.slice(0, start) + source.slice(end + '*/\n'.length);
  return { path, details: details.join('\n\n'), example, code };
}

/** The example as a whole program. @param {string} example */
function programOf(example) {
  const isUsed = (/** @type {string} */ name) => new RegExp(`(?<![\\w.])${name}\\b`).test(example);
  const used = Object.keys(exported).filter(isUsed).sort();
  const tensorflow = /\btf\./.test(example) ? "import * as tf from '@tensorflow/tfjs';\n" : '';
  return `import { ${used.join(', ')} } from 'losskit';\n${tensorflow}\n${example}`;
}

/** The losses that a text names. @param {string} text */
function lossesIn(text) {
  const words = new Set(text.match(/\w+/g));
  return names.filter((name) => words.has(name));
}

/** What is said of a loss where others may be named. @param {string} name */
function saidOf(name) {
  const { summary = '', useWhen = '', avoidWhen = '' } = wordsOf(name) ?? {};
  return `${summary} ${useWhen} ${avoidWhen}`;
}

/** Losses that this one names, or that name it. @param {string} name @param {string} details */
function relatedTo(name, details) {
  const naming = names.filter((other) => lossesIn(saidOf(other)).includes(name));
  return [...new Set([...lossesIn(`${saidOf(name)} ${details}`), ...naming])]
    .filter((other) => other !== name)
    .sort();
}

/** Text of a sentence, in which names of losses are links and what Vue or Markdown would read is plain. @param {string} text @param {string} own */
function linked(text, own) {
  return text
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith('`')
        ? part
        : part.replace(/[A-Za-z]\w*/g, (word) =>
            names.includes(word) && word !== own && /[A-Z]/.test(word) ? `[\`${word}\`](./${word}.md)` : word,
          ),
    )
    .join('');
}

/** @param {Language} language @param {AnyLoss} loss */
function inputsTable(language, { declaration: { layout } }) {
  const words = TEXTS[language];
  return tableOf(
    [words.input, words.shape, words.type, words.meaning],
    layout.inputs.map(({ name, shape, dtype, meaning }) => [
      codeOf(name),
      codeOf(shape),
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
      return [refers ? `${called.map(codeOf).join(', ')}: ${what}` : what, shortIn(language, right)];
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
  const found = studies.filter(({ text }) => text.includes(`\`${name}\``));
  if (found.length > 0) {
    const links = found.map(({ text, page }) => {
      const [heading = ''] = text.split('\n');
      return `[${heading}](${page}#${anchorOf(heading)})`;
    });
    return `${words.studiedIn} ${links.join(', ')}.`;
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
  const sizes = inputs.map(([input, shape]) => `${input} ${shape.join('×')}`).join(', ');
  const table = tableOf(
    [words.inputsOf, words.losskit, ...(original === null ? [] : [`${words.original}: ${codeOf(original)}`])],
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

/** @param {Language} language @param {AnyLoss} loss */
async function lossPage(language, loss) {
  const { declaration } = loss;
  const { name, aliases, family, layout, defaultReduction, options } = declaration;
  const words = TEXTS[language];
  const said = wordsOf(name);
  if (said === undefined) throw new Error(`${name}: expected words, got none.`);
  const sentence = (/** @type {'summary' | 'useWhen' | 'avoidWhen' | 'domain'} */ field) =>
    linked(sentenceIn(language, [name, field], said[field]), name);
  const { path, details, example, code } = readSource(loss);
  const familyName = labelIn(language, 'family', family);
  const figure = await lossFigure(language, loss);
  const alias = aliases.length > 0 ? ` · ${words.alsoKnownAs} ${aliases.map(codeOf).join(', ')}` : '';
  const translated = language === 'zh' ? chineseName(name) : undefined;
  const traits = traitsOf(language, loss);
  const related = relatedTo(name, details);
  const optionTable = optionsTable(language, loss);
  return pageOf(
    {
      title: name,
      description: said.summary,
      group: familyName,
      groupLink: `/${FOLDERS[language]}losses/#${family}`,
    },
    [
      `# ${codeOf(name)} {#${name}}`,
      `${translated === undefined ? '' : `${translated} · `}${words.family}: [${familyName}](./index.md#${family})${alias}${traits.map((trait) => ` · ${trait}`).join('')}`,
      sentence('summary'),
      figure,
      `## ${words.useIt} {#when}`,
      `- **${words.use}**: ${sentence('useWhen')}\n- **${words.avoid}**: ${sentence('avoidWhen')}`,
      `## ${words.formula} {#formula}`,
      fenceOf('math', said.formula),
      `**${words.domain}**: ${sentence('domain')}`,
      ...(language === 'en' && details !== '' ? [`## ${words.detail} {#detail}`, details] : []),
      `## ${words.example} {#example}`,
      fenceOf('ts', programOf(example)),
      words.drawn,
      fenceOf('sh', `losskit show ${name}\nlosskit plot ${name}`),
      `## ${words.inputs} {#inputs}`,
      inputsTable(language, loss),
      `${words.unreduced} ${codeOf(layout.unreduced)}; ${words.reducedBy} ${words.reductions[defaultReduction]}.`,
      `## ${words.options} {#options}`,
      Object.keys(options).length === 0 ? words.noOptions : optionTable,
      words.shared,
      `## ${words.porting} {#porting}`,
      portingPart(language, name),
      `## ${words.measured} {#measured}`,
      measuredPart(language, loss),
      costPart(language, name),
      `## ${words.source} {#source}`,
      `${withLinks(said.source)}\n\n::: details ${words.code}: \`${path}\`\n${fenceOf('ts', code)}\n:::`,
      ...(related.length > 0
        ? [
            `## ${words.related} {#related}`,
            related.map((other) => `[\`${other}\`](./${other}.md)`).join(' · '),
          ]
        : []),
    ],
  );
}

/** All losses by family, in the order of the families' names. */
function byFamily() {
  const families = [...new Set(allLosses.map(({ declaration }) => declaration.family))].sort();
  return families.map((family) => ({
    family,
    losses: allLosses.filter(({ declaration }) => declaration.family === family),
  }));
}

/** @param {Language} language */
function indexPage(language) {
  const { index } = TEXTS[language];
  const families = byFamily();
  return pageOf({ title: index.title }, [
    `# ${index.title} {#losses}`,
    index.lead(allLosses.length, families.length),
    ...families.flatMap(({ family, losses }) => [
      `## ${labelIn(language, 'family', family)} {#${family}}`,
      tableOf(
        [index.loss, index.measures],
        losses.map(({ declaration: { name } }) => [
          `[\`${name}\`](./${name}.md)`,
          linked(sentenceIn(language, [name, 'summary'], wordsOf(name)?.summary ?? ''), name),
        ]),
      ),
    ]),
  ]);
}

/** The pages in a language. @param {Language} language @returns {Promise<(readonly [page: string, markdown: string])[]>} */
export async function lossPages(language) {
  const folder = `${FOLDERS[language]}losses`;
  /** @type {(readonly [page: string, markdown: string])[]} */
  const pages = [[`${folder}/index.md`, indexPage(language)]];
  for (const loss of allLosses)
    pages.push([`${folder}/${loss.declaration.name}.md`, await lossPage(language, loss)]);
  return pages;
}
