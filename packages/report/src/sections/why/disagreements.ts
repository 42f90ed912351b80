import { embeddedPicture } from '../../embeddedPicture.ts';
import { type Html, html } from '../../html.ts';
import { lossLabel } from '../../lossLabel.ts';
import type { Words } from '../../messages/Words.ts';
import type { ExplainedView } from './ExplainedView.ts';

type Disagreements = NonNullable<ExplainedView['explanation']['disagreements']>;
type Pair = Disagreements['pairs'][number];
type Example = Disagreements['examples'][number];

interface Shown {
  readonly example: Example;
  readonly first: string;
  readonly second: string;
}

function shownOf({ examples }: Disagreements, { rows }: Pair): Shown[] {
  return rows.flatMap(({ row, first, second }) => {
    const example = examples.find((one) => one.row === row);
    return example ? [{ example, first, second }] : [];
  });
}

function gallery(shown: readonly Shown[], { first, second }: Pair, { why: words }: Words): Html {
  return html`<ul class="gallery">${shown.map(
    ({ example, ...said }) =>
      html`<li><figure>${embeddedPicture(example.picture ?? '', example.target)}<figcaption>${words.said(
        example.target,
        [
          { loss: first, number: said.first },
          { loss: second, number: said.second },
        ],
      )} <span class="file">${example.name}</span></figcaption></figure></li>\n`,
  )}</ul>\n`;
}

function table(
  shown: readonly Shown[],
  { first, second }: Pair,
  task: string,
  { why: words, figures }: Words,
): Html {
  const columns = shown[0]?.example.inputs ?? [];
  const isNamed = shown.some(({ example }) => example.name !== '');
  return html`<div class="scroll" role="region" aria-label="${words.disagreeOn(task, first, second)}" tabindex="0"><table>
<thead><tr><th scope="col" class="name">${isNamed ? words.example : words.row}</th>${columns.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}<th scope="col" class="number">${figures.target}</th><th scope="col" class="number">${first}</th><th scope="col" class="number">${second}</th></tr></thead>
<tbody>
${shown.map(
  ({ example, ...said }) =>
    html`<tr><th scope="row" class="name">${example.name || words.testRow(example.row + 1)}</th>${(example.inputs ?? []).map(({ value }) => html`<td class="number">${value}</td>`)}<td class="number">${example.target}</td><td class="number">${said.first}</td><td class="number">${said.second}</td></tr>\n`,
)}</tbody></table></div>\n`;
}

/** Test examples on which the best loss and each other are farthest apart; nothing where no two answer differently. */
export function disagreements({ explanation, context, task }: ExplainedView): Html | null {
  const { disagreements: found } = explanation;
  const pairs = (found?.pairs ?? []).filter(({ rows }) => rows.length > 0);
  if (!found || pairs.length === 0) return null;
  const words = context.words.why;
  const drawn = pairs.map((pair) => {
    const shown = shownOf(found, pair);
    const isPictures = shown.every(({ example }) => example.picture !== undefined);
    const heading = words.oneOrOther(
      lossLabel(pair.first, context.mark(pair.first)),
      lossLabel(pair.second, context.mark(pair.second)),
    );
    return {
      heading,
      body: isPictures ? gallery(shown, pair, context.words) : table(shown, pair, task, context.words),
    };
  });
  const [first, ...others] = drawn;
  return html`<h4>${words.disagreements}</h4>
<p class="lead">${words.disagreementsLead}</p>
<p>${first?.heading}</p>
${first?.body}${
  others.length > 0 &&
  html`<details><summary>${words.otherPairs(others.length)}</summary>
${others.map(({ heading, body }) => html`<p>${heading}</p>\n${body}`)}</details>\n`
}`;
}
