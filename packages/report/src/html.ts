import { visibleLines } from '@losskit/errors';

/** Markup that may go into a page as it is. Comes from the `html` tag alone, or from `trustedHtml`. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

/** What may stand in a placeholder: text is escaped, lists are joined, nothing stands for itself. */
export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as it may stand between tags and in quoted attributes, with what is invisible as escapes. */
export function escapeHtml(text: string): string {
  return visibleLines(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function render(value: HtmlValue): string {
  if (value instanceof Html) return value.markup;
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  if (value === null || value === undefined || value === false) return '';
  return value.map(render).join('');
}

/**
 * Template tag that escapes every placeholder which is not itself `Html`.
 *
 * @example
 * ```ts
 * html`<td>${'a < b'}</td>`.markup; // '<td>a &lt; b</td>'
 * ```
 */
export function html(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let markup = strings[0] ?? '';
  values.forEach((value, index) => {
    markup += render(value) + (strings[index + 1] ?? '');
  });
  return new Html(markup);
}

/** Marks a string as markup. Only for what this package wrote itself, such as an SVG or the style sheet. */
export function trustedHtml(markup: string): Html {
  return new Html(markup);
}
