/** What a reader wants to know of a loss; the comment of its source is where it stands first. */
export interface LossWords {
  /** One sentence: what it measures. */
  readonly summary: string;
  /** One sentence: the data, the task or the wish that it is made for. */
  readonly useWhen: string;
  /** One sentence: where it goes wrong, or what is better there. */
  readonly avoidWhen: string;
  /** The unreduced loss in TeX. */
  readonly formula: string;
  /** Which numbers the inputs may be. */
  readonly domain: string;
  /** Paper with DOI or arXiv id, or a book. */
  readonly source: string;
  /** What other libraries call it, as docs/how-to/porting.md has it: `torch.nn.functional.huber_loss`. */
  readonly elsewhere: readonly string[];
  /** The meaning of each option; default and range are in the declaration. */
  readonly options: Readonly<Record<string, string>>;
}
