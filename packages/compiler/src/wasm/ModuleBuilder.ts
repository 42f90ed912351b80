import type { FunctionBuilder, Signature } from './FunctionBuilder.ts';
import { VALUE_TYPES } from './instructions.ts';
import { unsigned } from './leb128.ts';

const PAGE = 65_536;

/** As many pages as a shared memory may grow to: 2 GB, which are reserved but not taken. */
export const MOST_SHARED_PAGES = 2 ** 15;
const HEADER = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

function text(value: string): number[] {
  const bytes = [...new TextEncoder().encode(value)];
  return [...unsigned(bytes.length), ...bytes];
}

function list(entries: readonly (readonly number[])[]): number[] {
  return unsigned(entries.length).concat(...entries);
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length)].concat(content);
}

function typeOf({ parameters, results }: Signature): number[] {
  const types = (names: Signature['parameters']) => list(names.map((name) => [VALUE_TYPES[name]]));
  return [0x60, ...types(parameters), ...types(results)];
}

/** How much memory a module needs, in bytes, and whether several threads share it. */
export interface ModuleMemory {
  readonly bytes: number;
  readonly shared?: boolean;
}

/** The pages of memory for so many bytes. */
export function pagesFor(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / PAGE));
}

/** Puts functions together to a module, which imports its memory as `environment.memory`. */
export class ModuleBuilder {
  readonly #imports: { readonly name: string; readonly signature: Signature }[] = [];
  readonly #functions: FunctionBuilder[] = [];
  readonly #exports: (readonly [string, number])[] = [];

  /** Imports the function `environment.<name>`, before any is added. @returns The index to call it by. */
  import(name: string, signature: Signature): number {
    if (this.#functions.length > 0) throw new TypeError('ModuleBuilder: expected imports before functions.');
    this.#imports.push({ name, signature });
    return this.#imports.length - 1;
  }

  /** The index by which {@link FunctionBuilder.call} calls it. */
  add(body: FunctionBuilder): number {
    this.#functions.push(body);
    return this.#imports.length + this.#functions.length - 1;
  }

  /** Gives a function a name by which JavaScript finds it. */
  export(name: string, index: number): void {
    this.#exports.push([name, index]);
  }

  /** The module as bytes. */
  encode({ bytes, shared = false }: ModuleMemory): Uint8Array<ArrayBuffer> {
    const pages = unsigned(pagesFor(bytes));
    const limits = shared ? [3, ...pages, ...unsigned(MOST_SHARED_PAGES)] : [0, ...pages];
    const signatures = new Map<string, { readonly index: number; readonly bytes: number[] }>();
    const typeIndex = (signature: Signature) => {
      const encoded = typeOf(signature);
      const known = signatures.get(encoded.join());
      if (known) return unsigned(known.index);
      signatures.set(encoded.join(), { index: signatures.size, bytes: encoded });
      return unsigned(signatures.size - 1);
    };
    const imported = (name: string, kind: number, description: readonly number[]) => [
      ...text('environment'),
      ...text(name),
      kind,
      ...description,
    ];
    const imports = [
      imported('memory', 2, limits),
      ...this.#imports.map(({ name, signature }) => imported(name, 0, typeIndex(signature))),
    ];
    const indices = this.#functions.map(({ signature }) => typeIndex(signature));
    const module = HEADER.concat(
      section(1, list([...signatures.values()].map((signature) => signature.bytes))),
      section(2, list(imports)),
      section(3, list(indices)),
      section(7, list(this.#exports.map(([name, index]) => [...text(name), 0, ...unsigned(index)]))),
      section(10, list(this.#functions.map((body) => body.encode()))),
    );
    return new Uint8Array(module);
  }
}
