/**
 * The words that two threads share. The first of them says what is going on:
 *
 * | from      | to        | by     | when                                      |
 * | --------- | --------- | ------ | ----------------------------------------- |
 * | `nothing` | `offered` | first  | a piece of work begins                    |
 * | `offered` | `nothing` | first  | the second thread has not come: done here |
 * | `offered` | `taken`   | second | it does the second half                   |
 * | `taken`   | `nothing` | second | the half is done                          |
 * | `nothing` | `mail`    | first  | a program comes or goes                   |
 * | `mail`    | `nothing` | second | it looks at its messages                  |
 *
 * Each change is one atomic operation that finds the state it starts from, and is announced to who may sleep
 * through it. The second thread sleeps only at `nothing`, the first one only at `taken`, and `Atomics.wait`
 * doesn't begin to sleep at any other state; so no change is missed. The first one waits for a half that is under
 * way and for nothing else: where the second thread is late, asleep, still starting or gone, the first one does all.
 */
export const STATES = { nothing: 0, offered: 1, taken: 2, mail: 3 } as const;

export type State = (typeof STATES)[keyof typeof STATES];

/** Which word is what. Only the first thread writes the middle two, and not while work is offered or taken. */
const WORDS = { state: 0, program: 1, work: 2, failed: 3 } as const;

/** How often a thread looks before it sleeps: some tens of microseconds, as long as what lies between two products. */
const LOOKS = 20_000;

/** A piece of work of a program, whose second half is on offer. */
export interface Offer {
  readonly program: number;
  readonly work: number;
}

/** What the threads tell each other. */
export class HandOver {
  readonly words: Int32Array;

  constructor(words = new Int32Array(new SharedArrayBuffer(4 * Object.keys(WORDS).length))) {
    this.words = words;
  }

  /** Goes from one state to another, if it is at that one. */
  change(from: State, to: State): boolean {
    if (Atomics.compareExchange(this.words, WORDS.state, from, to) !== from) return false;
    Atomics.notify(this.words, WORDS.state);
    return true;
  }

  /** Waits until the state is another one. */
  awaitEndOf(state: State): void {
    for (let looks = 0; Atomics.load(this.words, WORDS.state) === state; looks++) {
      if (looks >= LOOKS) Atomics.wait(this.words, WORDS.state, state);
    }
  }

  get offer(): Offer {
    return { program: this.words[WORDS.program] ?? 0, work: this.words[WORDS.work] ?? 0 };
  }

  set offer({ program, work }: Offer) {
    this.words[WORDS.program] = program;
    this.words[WORDS.work] = work;
  }

  /** Notes that a half was broken off by an error. */
  fail(): void {
    this.words[WORDS.failed] = 1;
  }

  /** Whether the last half was broken off. To be asked once. */
  takeFailure(): boolean {
    const failed = this.words[WORDS.failed] === 1;
    this.words[WORDS.failed] = 0;
    return failed;
  }
}
