import { embeddedPicture } from '../../embeddedPicture.ts';
import { type Html, html } from '../../html.ts';
import { lossLabel } from '../../lossLabel.ts';
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

function gallery(shown: readonly Shown[], { first, second }: Pair): Html {
  return html`<ul class="gallery">${shown.map(
    ({ example, ...said }) =>
      html`<li><figure>${embeddedPicture(example.picture ?? '', example.target)}<figcaption><strong>${example.target}</strong>; ${first}: ${said.first}; ${second}: ${said.second} <span class="file">${example.name}</span></figcaption></figure></li>\n`,
  )}</ul>\n`;
}

function table(shown: readonly Shown[], { first, second }: Pair, task: string): Html {
  const columns = shown[0]?.example.inputs ?? [];
  const isNamed = shown.some(({ example }) => example.name !== '');
  return html`<div class="scroll" role="region" aria-label="Rows of ${task} on which ${first} and ${second} disagree" tabindex="0"><table>
<thead><tr><th scope="col" class="name">${isNamed ? 'example' : 'row'}</th>${columns.map(({ name }) => html`<th scope="col" class="number">${name}</th>`)}<th scope="col" class="number">target</th><th scope="col" class="number">${first}</th><th scope="col" class="number">${second}</th></tr></thead>
<tbody>
${shown.map(
  ({ example, ...said }) =>
    html`<tr><th scope="row" class="name">${example.name || `test ${example.row + 1}`}</th>${(example.inputs ?? []).map(({ value }) => html`<td class="number">${value}</td>`)}<td class="number">${example.target}</td><td class="number">${said.first}</td><td class="number">${said.second}</td></tr>\n`,
)}</tbody></table></div>\n`;
}

/** Test examples on which the best loss and each other are farthest apart; nothing where no two answer differently. */
export function disagreements({ explanation, context, task }: ExplainedView): Html | null {
  const { disagreements: found } = explanation;
  const pairs = (found?.pairs ?? []).filter(({ rows }) => rows.length > 0);
  if (!found || pairs.length === 0) return null;
  const drawn = pairs.map((pair) => {
    const shown = shownOf(found, pair);
    const isPictures = shown.every(({ example }) => example.picture !== undefined);
    const heading = html`${lossLabel(pair.first, context.mark(pair.first))} or ${lossLabel(pair.second, context.mark(pair.second))}`;
    return { heading, body: isPictures ? gallery(shown, pair) : table(shown, pair, task) };
  });
  const [first, ...others] = drawn;
  return html`<h4>Where they disagree</h4>
<p class="lead">Test examples of the first seed on which the best loss and another answer most differently, with what is right and what each says.</p>
<p>${first?.heading}</p>
${first?.body}${
  others.length > 0 &&
  html`<details><summary>The best loss and the other ${others.length}</summary>
${others.map(({ heading, body }) => html`<p>${heading}</p>\n${body}`)}</details>\n`
}`;
}
