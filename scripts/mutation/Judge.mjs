import { Worker } from 'node:worker_threads';

/** @typedef {import('./judgeMutants.mjs').Original} Original */
/** @typedef {import('./answerQuestions.mjs').Question} Question */

/** A mutant may ask for memory without end. */
const MEMORY = { maxOldGenerationSizeMb: 1500 };

/** Asks a thread of its own, which can be ended where a mutant hangs. */
export class Judge {
  /** @type {Worker | undefined} */
  #worker;

  #allowed;

  #code;

  /**
   * @param {URL} code What the thread runs.
   * @param {{ factor: number, loading: number }} allowed A mutant may take so many times as long as the original, and so many
   *   milliseconds for loading.
   */
  constructor(code, allowed = { factor: 10, loading: 20_000 }) {
    this.#code = code;
    this.#allowed = allowed;
  }

  /** @param {Question} question @param {number} milliseconds @returns {Promise<any>} undefined after that time. */
  #ask(question, milliseconds) {
    const worker = this.#worker ?? new Worker(this.#code, { resourceLimits: MEMORY });
    this.#worker = worker;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#worker = undefined;
        void worker.terminate();
        settle({ isLate: true });
      }, milliseconds);
      const fail = (/** @type {Error & { code?: string }} */ error) => {
        this.#worker = undefined;
        if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') settle({ answer: 'takes more memory than there is' });
        else settle({ error: String(error) });
      };
      const settle = (/** @type {{ error?: string, answer?: string, isLate?: boolean }} */ message) => {
        clearTimeout(timer);
        worker.off('message', settle);
        worker.off('error', fail);
        if (message.error === undefined) resolve(message);
        else reject(new Error(message.error));
      };
      worker.on('message', settle);
      worker.on('error', fail);
      worker.postMessage(question);
    });
  }

  /** @param {string} name @returns {Promise<Original>} */
  async originalOf(name) {
    const { answer } = await this.#ask({ name }, 600_000);
    if (answer === undefined)
      throw new Error(`${name}: expected checks that end, got none after ten minutes.`);
    return answer;
  }

  /**
   * The check of one of the originals that notices the replaced file, the fastest originals first; undefined where none does. To
   * take far longer than the original is noticed too: a test that hangs fails.
   *
   * @param {readonly Original[]} originals
   * @param {{ file: string, source: string }} replaced
   * @returns {Promise<string | undefined>}
   */
  async noticedBy(originals, replaced) {
    const total = (/** @type {Original} */ { durations }) => durations.reduce((sum, one) => sum + one, 0);
    for (const original of [...originals].sort((a, b) => total(a) - total(b))) {
      const limit = this.#allowed.loading + this.#allowed.factor * total(original);
      const { answer, isLate } = await this.#ask({ original, replaced }, limit);
      if (isLate) return `${original.name} takes more than ${Math.round(limit / 1000)} s`;
      if (answer !== undefined) return answer;
    }
    return undefined;
  }

  async end() {
    await this.#worker?.terminate();
  }
}
