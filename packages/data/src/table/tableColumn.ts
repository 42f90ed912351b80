import { describeValue } from '@losskit/errors';

import { nearNumber } from './cellText.ts';
import { type ColumnCells, type FoundCell, MAX_CATEGORIES } from './columnBuilder.ts';
import type { Categories, Column } from './Table.ts';
import { tableProblem } from './tableProblem.ts';

/** What was expected of a cell that is no number. */
const EXPECTED: Readonly<Record<NonNullable<ReturnType<typeof nearNumber>>, string>> = {
  infinite: 'a finite number',
  comma: 'a number with a decimal point (--decimal , reads commas)',
  point: 'a number with a decimal comma (--decimal . reads points)',
  groups: 'a number without separators of thousands',
};

function notNumberProblem(file: string, column: string, { row, text }: FoundCell): Error {
  const near = nearNumber(text);
  const what = near === undefined ? 'a finite number' : EXPECTED[near];
  const code = near === 'infinite' ? 'data-not-finite' : 'data-malformed';
  return tableProblem(code, { file, row, column }, what, describeValue(text));
}

/** Names in order and the id of each row; numbers that are written in two ways are one. */
function sortedCategories(
  texts: readonly string[],
  codes: Uint16Array,
  nameOf: (text: string) => string,
): Categories {
  const areNumbers = texts.every((text) => nameOf(text) !== '' && Number.isFinite(Number(nameOf(text))));
  const present = new Set(codes);
  const used = texts.map((text, code) => (present.has(code) ? nameOf(text) : undefined));
  const names = [...new Set(used.flatMap((name) => name ?? []))].sort((a, b) =>
    areNumbers ? Number(a) - Number(b) : a < b ? -1 : 1,
  );
  const idOf = new Map(names.map((name, id) => [name, id]));
  const ids = used.map((name) => (name === undefined ? 0 : (idOf.get(name) ?? 0)));
  return { names, ids: Int32Array.from(codes, (code) => ids[code] ?? 0) };
}

/** A column of cells that were read. */
export function tableColumn(
  file: string,
  name: string,
  cells: ColumnCells,
  numberOf: (text: string) => number,
): Column {
  const { numbers, categories, isNumeric, notNumber } = cells;
  return {
    name,
    isNumeric,
    numbers() {
      if (notNumber !== undefined && numbers.some(Number.isNaN))
        throw notNumberProblem(file, name, notNumber);
      return numbers;
    },
    categories(most = MAX_CATEGORIES, what = 'different values') {
      const isWords = notNumber !== undefined;
      const sorted =
        categories &&
        sortedCategories(categories.texts, categories.codes, (text) =>
          isWords ? text : String(numberOf(text)),
        );
      if (sorted && sorted.names.length <= most) return sorted;
      const got = sorted ? sorted.names.length : `more than ${MAX_CATEGORIES}`;
      throw tableProblem('data-malformed', { file, column: name }, `at most ${most} ${what}`, got);
    },
  };
}
