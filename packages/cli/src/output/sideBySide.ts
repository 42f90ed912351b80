import stringWidth from 'string-width';

import { colours } from './colours.ts';
import { wrapAnywhere } from './wrapAnywhere.ts';

/** What is said of each of several things, under one title. */
export interface Fact {
  readonly title: string;
  readonly texts: readonly string[];
}

const GAP = '  ';
/** A column is not made narrower than this. */
const MIN_WIDTH = 30;

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}

function inColumns(names: readonly string[], facts: readonly Fact[], width: number): string {
  const wrapped = (texts: readonly string[], style = (text: string) => text) => {
    const columns = texts.map((text) => wrapAnywhere(text, width));
    const height = Math.max(...columns.map(({ length }) => length));
    return Array.from({ length: height }, (_, line) =>
      columns
        .map((column) => style(padded(column[line] ?? '', width)))
        .join(GAP)
        .trimEnd(),
    ).join('\n');
  };
  const sections = facts.map(({ title, texts }) => `\n${colours.bold(title)}\n${wrapped(texts)}`);
  return [wrapped(names, colours.bold), ...sections].join('\n');
}

function belowEachOther(names: readonly string[], facts: readonly Fact[], width: number): string {
  const sections = facts.map(({ title, texts }) => {
    const isSame = texts.every((text) => text === texts[0]);
    const parts = (isSame ? texts.slice(0, 1) : texts).map((text, place) => {
      const lines = wrapAnywhere(text, width - 2 * GAP.length);
      return `${GAP}${isSame ? 'all' : names[place]}\n${lines.map((line) => GAP + GAP + line).join('\n')}`;
    });
    return `${colours.bold(title)}\n${parts.join('\n')}`;
  });
  return sections.join('\n\n');
}

/**
 * Facts on several things: a column for each where lines of `width` characters have room for them, else fact by fact with
 * the things below each other.
 */
export function sideBySide(names: readonly string[], facts: readonly Fact[], width: number): string {
  const column = Math.floor((width - (names.length - 1) * GAP.length) / names.length);
  return column >= MIN_WIDTH ? inColumns(names, facts, column) : belowEachOther(names, facts, width);
}
