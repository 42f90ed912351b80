import { contentSecurityPolicy, type Html, html, renderSvg, STYLESHEET, trustedHtml } from '@losskit/report';
import temml from 'temml';

import type { Figure } from '../figures/Figure.ts';
import { articleStyle } from './articleStyle.ts';
import type { Block, ClaimRow } from './Block.ts';
import { type InlinePart, inlineParts } from './inlineParts.ts';
import type { Report } from './Report.ts';

/** TeX as MathML, which browsers draw without a script. @throws for TeX that is wrong. */
function math(tex: string, displayMode: boolean): Html {
  return trustedHtml(temml.renderToString(tex, { displayMode, throwOnError: true }));
}

/** TeX from this length on may be wider than a phone. */
const LONG_TEX = 60;

function inlinePart({ kind, text }: InlinePart): Html {
  switch (kind) {
    case 'tex':
      return text.length < LONG_TEX
        ? math(text, false)
        : html`<span class="long" tabindex="0" role="group" aria-label="${text}">${math(text, false)}</span>`;
    case 'code':
      return html`<code>${text}</code>`;
    case 'bold':
      return html`<strong>${text}</strong>`;
    case 'text':
      return html`${text}`;
  }
}

/** What must not begin a line. */
const CLOSING = /^[，。；：、）”！？,.;:)]+/;

/** Running text; a formula is tied to the punctuation after it, which browsers would let begin a line. */
function inline(text: string): Html[] {
  const parts = inlineParts(text);
  return parts.map((part, index) => {
    const before = parts[index - 1]?.kind === 'tex' ? (CLOSING.exec(part.text)?.[0].length ?? 0) : 0;
    const own = part.kind === 'text' ? { ...part, text: part.text.slice(before) } : part;
    const next = parts[index + 1];
    const after = part.kind === 'tex' && next?.kind === 'text' ? CLOSING.exec(next.text)?.[0] : undefined;
    return after === undefined ? inlinePart(own) : html`<span class="tied">${inlinePart(own)}${after}</span>`;
  });
}

const verdictClass = (verdict: string) => verdict.replaceAll(' ', '-');

function claim(row: ClaimRow, { words }: Report): Html {
  const measured =
    row.measured.length > 0 &&
    html`<dl class="measured">${row.measured.map(
      ({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`,
    )}</dl>`;
  return html`<li class="claim" id="claim-${row.id}" value="${row.number}">
<blockquote lang="zh-CN">${inline(row.quote)}</blockquote>
${row.statement !== undefined && html`<p class="statement">${inline(row.statement)}</p>`}
<p class="outcome"><strong class="outcome-name ${verdictClass(row.verdict)}">${words.verdicts[row.verdict]}</strong> ${row.finding === undefined ? null : inline(row.finding)}</p>
<p class="method"><span>${words.checked}</span> ${inline(row.method)}</p>
${measured}</li>
`;
}

function table(block: Extract<Block, { kind: 'table' }>): Html {
  const [corner = '', ...columns] = block.head;
  const row = ([name = '', ...cells]: readonly string[]) =>
    html`<tr><th scope="row">${inline(name)}</th>${cells.map((cell) => html`<td class="number">${inline(cell)}</td>`)}</tr>\n`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${block.caption.replaceAll('$', '')}"><table>
<caption>${inline(block.caption)}</caption>
<thead><tr>${corner === '' ? html`<td></td>` : html`<th scope="col">${corner}</th>`}${columns.map((name) => html`<th scope="col" class="number">${inline(name)}</th>`)}</tr></thead>
<tbody>${block.rows.map(row)}</tbody></table></div>\n`;
}

/** The report as one HTML page that loads nothing and runs no script. Equal reports give equal bytes. */
export async function renderHtml(report: Report, figures: readonly Figure[]): Promise<string> {
  let number = 0;
  let formulas = 0;
  let codes = 0;
  const figure = async (name: string, caption: string): Promise<Html> => {
    const found = figures.find((one) => one.name === name);
    if (!found) throw new RangeError(`renderHtml: expected the figure ${name}, got none of that name.`);
    number += 1;
    const label = report.words.figure(number);
    const svg = trustedHtml(await renderSvg(found.spec, `figure-${number}`));
    return html`<figure class="plate">${svg}<figcaption><strong>${label}</strong> ${inline(caption)}</figcaption></figure>\n`;
  };
  const render = async (block: Block): Promise<Html> => {
    switch (block.kind) {
      case 'heading':
        return block.level === 2
          ? html`<h2 id="${block.id}">${inline(block.text)}</h2>\n`
          : html`<h3 id="${block.id}">${inline(block.text)}</h3>\n`;
      case 'paragraph':
        return html`<p>${inline(block.text)}</p>\n`;
      case 'formula':
        formulas += 1;
        return html`<div class="formula scroll" tabindex="0" role="group" aria-label="${report.words.formula(formulas)}">${math(block.tex, true)}</div>\n`;
      case 'code':
        codes += 1;
        return html`<pre tabindex="0" role="group" aria-label="${report.words.code(codes)}"><code>${block.text}</code></pre>\n`;
      case 'list':
        return html`<ul>${block.items.map((item) => html`<li>${inline(item)}</li>\n`)}</ul>\n`;
      case 'figure':
        return figure(block.name, block.caption);
      case 'pictures':
        return html`<figure class="plate">${block.sources.map((source) => html`<img class="picture" src="${source}" alt="" width="96" height="96">`)}<figcaption>${inline(block.caption)}</figcaption></figure>\n`;
      case 'table':
        return table(block);
      case 'claims':
        return html`<ol class="claims">${block.rows.map((row) => claim(row, report))}</ol>\n`;
    }
  };
  const body: Html[] = [];
  for (const block of report.blocks) body.push(await render(block));
  const chapters = report.blocks.flatMap((block) =>
    block.kind === 'heading' && block.level === 2 ? [block] : [],
  );
  return html`<!doctype html>
<html lang="${report.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy()}">
<meta name="color-scheme" content="light dark">
<title>${report.title}</title>
<style>${trustedHtml(STYLESHEET)}${trustedHtml(articleStyle)}</style>
</head>
<body>
<header>
<h1>${report.title}</h1>
<p class="subtitle">${inline(report.subtitle)}</p>
<nav aria-label="${report.words.contents}"><ul>
${chapters.map(({ id, text }) => html`<li><a href="#${id}">${text}</a></li>\n`)}</ul></nav>
</header>
<main>
${body}</main>
</body>
</html>
`.markup;
}
