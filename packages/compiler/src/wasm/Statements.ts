/** Code as a list of statements, each of which leaves the stack as high as it finds it. */
export class Statements {
  readonly #ended: number[][] = [];
  #current: number[] = [];
  #height = 0;
  #depth = 0;

  get code(): number[] {
    return [...this.#ended, this.#current].flat();
  }

  /** Adds an instruction, by which the stack becomes so much higher. */
  add(bytes: Iterable<number>, effect: number): void {
    for (const byte of bytes) this.#current.push(byte);
    this.#height += effect;
    if (this.#height !== 0 || this.#depth > 0) return;
    this.#ended.push(this.#current);
    this.#current = [];
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
    if (others.some((other) => other.#current.length > 0)) {
      throw new TypeError('Statements: expected code that leaves the stack as it found it.');
    }
    const count = Math.max(0, ...others.map((other) => other.#ended.length));
    for (let index = 0; index < count; index++) {
      for (const other of others) this.add(other.#ended[index] ?? [], 0);
    }
  }
}
