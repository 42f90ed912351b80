import { copyText } from './copyText.ts';
import { html } from './plot.ts';
import type { Words } from './words.ts';

/** What was copied last, to be read or selected, and whether it was. */
export class CopyBox {
  readonly said = html('output');
  readonly text = html('textarea', { rows: '6', readonly: '', hidden: '' });
  readonly #words: Words;

  constructor(words: Words) {
    this.#words = words;
    this.text.ariaLabel = words.copyCode;
  }

  copy(text: string): void {
    this.text.hidden = false;
    this.text.value = text;
    const say = (words: string) => () => {
      this.said.textContent = words;
    };
    copyText(text).then(say(this.#words.copied), say(this.#words.notCopied));
  }
}
