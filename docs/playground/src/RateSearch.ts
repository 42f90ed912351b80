import type { FoundRate, RateQuestion } from './findRate.ts';
import type { Report } from './messages.ts';
import type { ChosenLoss, State } from './state.ts';

/** What is known of the learning rate of a loss. */
export type Rate =
  | { readonly kind: 'set'; readonly learningRate: number }
  | ({ readonly kind: 'found' } & FoundRate)
  | ({ readonly kind: 'searching' } & Progress)
  | { readonly kind: 'unknown' };

interface Search {
  /** What is searched, as a text. */
  readonly key: string;
  readonly done: number;
  /** 0 until it is known. */
  readonly all: number;
}

/** How far searches are, in runs; 0 of 0 until all have begun. */
export type Progress = Pick<Search, 'done' | 'all'>;

function questionOf({ preset, trouble, optimizer }: State, { text }: ChosenLoss): RateQuestion {
  return { preset, trouble, optimizer, loss: text };
}

/** The learning rates that searches have found, and the searches that go on. */
export class RateSearch {
  readonly #found = new Map<string, FoundRate>();
  readonly #searches = new Map<number, Search>();

  rateOf(state: State, index: number): Rate {
    const loss = state.losses[index];
    if (!loss) return { kind: 'unknown' };
    if (loss.learningRate !== null) return { kind: 'set', learningRate: loss.learningRate };
    const found = this.#found.get(JSON.stringify(questionOf(state, loss)));
    if (found) return { kind: 'found', ...found };
    const search = this.#searches.get(index);
    return search ? { kind: 'searching', done: search.done, all: search.all } : { kind: 'unknown' };
  }

  /** Begins with the losses whose rates are unknown, in place of what was searched before. @returns What is to be searched for them. */
  begin(state: State): readonly { readonly index: number; readonly question: RateQuestion }[] {
    this.#searches.clear();
    return state.losses.flatMap((loss, index) => {
      if (this.rateOf(state, index).kind !== 'unknown') return [];
      const question = questionOf(state, loss);
      this.#searches.set(index, { key: JSON.stringify(question), done: 0, all: 0 });
      return [{ index, question }];
    });
  }

  hear(index: number, report: Extract<Report, { kind: 'searched' | 'found' }>): void {
    const search = this.#searches.get(index);
    if (!search) return;
    if (report.kind === 'searched') {
      this.#searches.set(index, { ...search, done: report.done, all: report.all });
    } else {
      this.#found.set(search.key, report.found);
      this.#searches.set(index, { ...search, all: search.done });
    }
  }

  stop(): void {
    this.#searches.clear();
  }

  get isSearching(): boolean {
    return [...this.#searches.values()].some(({ key }) => !this.#found.has(key));
  }

  /** Of all searches together. */
  get progress(): Progress {
    const searches = [...this.#searches.values()];
    if (searches.some(({ all }) => all === 0)) return { done: 0, all: 0 };
    const sum = (of: keyof Progress) => searches.reduce((total, search) => total + search[of], 0);
    return { done: sum('done'), all: sum('all') };
  }
}
