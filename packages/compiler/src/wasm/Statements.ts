/** Code as a list of statements, each of which leaves the stack as high as it finds it. */
export class Statements {
  readonly #code: number[] = [];
  /** Where each of them ends. */
  readonly #ends: number[] = [];
  #height = 0;
  #depth = 0;

  get code(): readonly number[] {
    return this.#code;
  }

  /** Adds an instruction, by which the stack becomes so much higher. */
  add(bytes: Iterable<number>, effect: number): void {
    for (const byte of bytes) this.#code.push(byte);
    this.#height += effect;
    if (this.#height === 0 && this.#depth === 0) this.#ends.push(this.#code.length);
  }

  /** Adds a block, within which no statement ends. */
  block(head: Iterable<number>, effect: number, body: () => void): void {
    this.#depth += 1;
    this.add(head, effect);
    body();
    this.#depth -= 1;
    this.add([0x0b], 0);
  }

  /** Adds the statements of others, one of each in turn. */
  addInTurn(others: readonly Statements[]): void {
    if (others.some((other) => other.#code.length > (other.#ends.at(-1) ?? 0))) {
      throw new TypeError('Statements: expected code that leaves the stack as it found it.');
    }
    const count = Math.max(0, ...others.map((other) => other.#ends.length));
    for (let index = 0; index < count; index++) {
      for (const other of others) {
        const [start = 0, end = 0] = [other.#ends[index - 1], other.#ends[index]];
        this.add(other.#code.slice(start, end), 0);
      }
    }
  }
}
