import { type State, writeHash } from './state.ts';

const MILLISECONDS_UNCHANGED = 300;

/** The address of the page, whose hash has all of a state. */
export class Address {
  readonly #onChange: () => void;
  #writing: ReturnType<typeof setTimeout> | undefined;

  /** @param onChange - Called when somebody else changes the hash. */
  constructor(onChange: () => void) {
    this.#onChange = onChange;
    addEventListener('hashchange', onChange);
  }

  /** Once people have stopped changing: browsers refuse addresses that change all the time. */
  write(state: State): void {
    clearTimeout(this.#writing);
    this.#writing = setTimeout(() => {
      history.replaceState(history.state, '', writeHash(state));
    }, MILLISECONDS_UNCHANGED);
  }

  /** A link to a state. */
  linkTo(state: State): string {
    const address = new URL(location.href);
    address.hash = writeHash(state);
    return address.href;
  }

  dispose(): void {
    removeEventListener('hashchange', this.#onChange);
    clearTimeout(this.#writing);
  }
}
