import { formatDuration } from '../result/formatSeconds.ts';

/** How far a run of so many parts is. */
export class Progress {
  readonly #parts: number;
  readonly #now: () => number;
  readonly #begin: number;
  #begun = 0;

  /** @param now - Milliseconds that have passed since some moment. */
  constructor(parts: number, now: () => number = () => performance.now()) {
    this.#parts = parts;
    this.#now = now;
    this.#begin = now();
  }

  /** Begins a part: which one it is, and what the ones before let expect: `3 of 12, 1 min so far, about 5 min left`. */
  next(): string {
    const done = this.#begun++;
    const which = `${this.#begun} of ${this.#parts}`;
    if (done === 0) return which;
    const seconds = (this.#now() - this.#begin) / 1000;
    const left = (seconds / done) * (this.#parts - done);
    return `${which}, ${formatDuration(seconds)} so far, about ${formatDuration(left)} left`;
  }
}
