import type { Verdict } from '../Claim.ts';

/** A claim as a reader sees it. Texts may hold TeX between dollar signs and code between backquotes. */
export interface ClaimRow {
  readonly number: number;
  readonly id: string;
  readonly quote: string;
  /** The statement in the report's language; none where that is the quote's. */
  readonly statement?: string | undefined;
  readonly method: string;
  readonly measured: readonly { readonly label: string; readonly value: string }[];
  readonly verdict: Verdict;
  readonly finding?: string | undefined;
}

/**
 * A part of the report, the same for HTML and Markdown. Texts may hold TeX between dollar signs, code between backquotes and
 * bold words between double asterisks.
 */
export type Block =
  | { readonly kind: 'heading'; readonly level: 2 | 3; readonly id: string; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'formula'; readonly tex: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'figure'; readonly name: string; readonly caption: string }
  | { readonly kind: 'pictures'; readonly sources: readonly string[]; readonly caption: string }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly head: readonly string[];
      /** The first cell of a row names it. */
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'claims'; readonly rows: readonly ClaimRow[] };

export const heading = (level: 2 | 3, id: string, text: string): Block => ({
  kind: 'heading',
  level,
  id,
  text,
});
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const formula = (tex: string): Block => ({ kind: 'formula', tex });
export const code = (text: string): Block => ({ kind: 'code', text });
export const list = (...items: readonly string[]): Block => ({ kind: 'list', items });
export const figure = (name: string, caption: string): Block => ({ kind: 'figure', name, caption });
export const table = (
  caption: string,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): Block => ({ kind: 'table', caption, head, rows });
