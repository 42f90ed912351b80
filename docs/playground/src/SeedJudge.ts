import type { SeedResult, Setup } from './experiment.ts';
import type { Order, Report } from './messages.ts';
import { html } from './plot.ts';
import { PRESET } from './presets.ts';
import type { Words } from './words.ts';

const SEEDS = Array.from({ length: 10 }, (_, index) => index + 1);

interface Judging {
  readonly setups: readonly Setup[];
  readonly results: readonly SeedResult[][];
}

/** Has losses trained over paired seeds, and says what that comes to. */
export class SeedJudge {
  readonly element = html('output');
  readonly #words: Words;
  readonly #order: (index: number, order: Order) => void;
  /** Until its verdict is there. */
  #judging: Judging | undefined;

  constructor(words: Words, order: (index: number, order: Order) => void) {
    this.#words = words;
    this.#order = order;
  }

  begin(run: number, setups: readonly Setup[]): void {
    this.#judging = { setups, results: setups.map(() => []) };
    setups.forEach((setup, index) => {
      this.#order(index, { kind: 'seeds', run, setup, seeds: SEEDS });
    });
    this.element.textContent = this.#words.seedsDone(0, SEEDS.length * setups.length);
  }

  /** Without a verdict: what it would be on is asked for no longer. */
  stop(): void {
    if (this.#judging) this.clear();
  }

  clear(): void {
    this.#judging = undefined;
    this.element.textContent = '';
  }

  hear(index: number, report: Extract<Report, { kind: 'seed' | 'judged' }>): void {
    const judging = this.#judging;
    const [first] = judging?.setups ?? [];
    if (!judging || !first) return;
    if (report.kind === 'judged') {
      this.#judging = undefined;
      this.element.textContent = this.#words.verdict(report.judged, PRESET[first.preset].metric);
      return;
    }
    const { setups, results } = judging;
    results[index]?.push(report.result);
    const done = results.reduce((sum, ofLoss) => sum + ofLoss.length, 0);
    const all = SEEDS.length * setups.length;
    this.element.textContent = this.#words.seedsDone(done, all);
    if (done < all) return;
    const losses = setups.map(({ loss, learningRate }, place) => ({
      loss,
      learningRate,
      results: results[place] ?? [],
    }));
    this.#order(0, { kind: 'judge', run: report.run, preset: first.preset, losses });
  }
}
