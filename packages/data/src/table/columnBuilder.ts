/** A column of at most so many different values can be read as categories. */
export const MAX_CATEGORIES = 1000;

/** Pieces grow to that, so that a column of few rows takes little. */
const [FIRST_PIECE, PIECE] = [2 ** 8, 2 ** 16];

/** Values that come one by one, kept in pieces so that growing copies nothing. */
class Pieces<Values extends Float64Array | Uint16Array | Int32Array> {
  readonly #make: (length: number) => Values;
  readonly #full: Values[] = [];
  #last: Values;
  #used = 0;
  #length = 0;

  constructor(make: (length: number) => Values) {
    this.#make = make;
    this.#last = make(FIRST_PIECE);
  }

  push(value: number): void {
    if (this.#used === this.#last.length) {
      this.#full.push(this.#last);
      this.#last = this.#make(Math.min(PIECE, 2 * this.#used));
      this.#used = 0;
    }
    this.#last[this.#used++] = value;
    this.#length++;
  }

  get length(): number {
    return this.#length;
  }

  *[Symbol.iterator](): Generator<number> {
    for (const piece of this.#full) yield* piece;
    yield* this.#last.subarray(0, this.#used);
  }

  /** All values of the rows that are kept. */
  joined(rows: number, isKept: (row: number) => boolean): Values {
    const values = this.#make(rows);
    let place = 0;
    let row = 0;
    for (const piece of [...this.#full, this.#last.subarray(0, this.#used)]) {
      for (const value of piece) if (isKept(row++)) values[place++] = value;
    }
    return values;
  }
}

/** The first cell of a kind, for messages. */
export interface FoundCell {
  /** Line of the file. */
  readonly row: number;
  readonly text: string;
}

/** What a column is being read into: its cells as numbers, and as categories while these are few. */
export interface ColumnBuilder {
  readonly name: string;
  /** @param text - As it stands in the file; only asked for while categories are few. */
  addNumber(value: number, text: () => string): void;
  addMissing(row: number): void;
  /** A cell that is no number of the table. `isNumeric` where it was probably meant to be one. */
  addText(cell: FoundCell, isNumeric: boolean): void;
  readonly rows: number;
  /** Which rows have no value, counted from 0 without the header, in rising order. */
  readonly missing: Iterable<number> & { readonly length: number };
  /** Line of the first of them in the file. */
  readonly firstMissing: number | undefined;
  /** The cells of the rows that are kept. */
  finish(rows: number, isKept: (row: number) => boolean): ColumnCells;
}

/** A column as it was read. */
export interface ColumnCells {
  /** NaN where the cell is no number. */
  readonly numbers: Float64Array;
  /** Texts, and for each row which one; undefined where there are more than {@link MAX_CATEGORIES}. */
  readonly categories: { readonly texts: readonly string[]; readonly codes: Uint16Array } | undefined;
  /** Whether most cells are numbers, or were probably meant to be. */
  readonly isNumeric: boolean;
  /** The first cell that is no number. */
  readonly notNumber: FoundCell | undefined;
}

/** Opens an empty column. */
export function columnBuilder(name: string): ColumnBuilder {
  const numbers = new Pieces((length) => new Float64Array(length));
  let codes: Pieces<Uint16Array> | undefined = new Pieces((length) => new Uint16Array(length));
  const codeOf = new Map<string, number>();
  const missing = new Pieces((length) => new Int32Array(length));
  let rows = 0;
  let firstMissing: number | undefined;
  let numeric = 0;
  let notNumber: FoundCell | undefined;

  function addCategory(text: string): void {
    if (codes === undefined) return;
    let code = codeOf.get(text);
    if (code === undefined) {
      if (codeOf.size === MAX_CATEGORIES) {
        codes = undefined;
        codeOf.clear();
        return;
      }
      code = codeOf.size;
      codeOf.set(text, code);
    }
    codes.push(code);
  }

  return {
    name,
    missing,
    get rows() {
      return rows;
    },
    get firstMissing() {
      return firstMissing;
    },
    addNumber(value, text) {
      numbers.push(value);
      if (codes !== undefined) addCategory(text());
      numeric++;
      rows++;
    },
    addMissing(row) {
      firstMissing ??= row;
      numbers.push(Number.NaN);
      codes?.push(0);
      missing.push(rows);
      rows++;
    },
    addText(cell, isNumeric) {
      numbers.push(Number.NaN);
      addCategory(cell.text);
      notNumber ??= cell;
      if (isNumeric) numeric++;
      rows++;
    },
    finish: (kept, isKept) => ({
      numbers: numbers.joined(kept, isKept),
      categories: codes && { texts: [...codeOf.keys()], codes: codes.joined(kept, isKept) },
      isNumeric: 2 * numeric >= rows - missing.length,
      notNumber,
    }),
  };
}
