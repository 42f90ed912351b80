import type { NamedTensors } from '../../model/NamedTensors.ts';

/**
 * What a name becomes, made once: a string that is put together at each step would be hashed at each step
 * too.
 */
function remembered<Result>(make: (name: string) => Result): (name: string) => Result {
  const made = new Map<string, Result>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const result = make(name);
    made.set(name, result);
    return result;
  };
}

/** The names under a prefix. */
interface StatePrefix {
  /** The name without the prefix; null where it starts otherwise. */
  readonly shorten: (name: string) => string | null;
  readonly lengthen: (name: string) => string;
}

const prefixes = remembered(
  (prefix): StatePrefix => ({
    shorten: remembered((name) => (name.startsWith(prefix) ? name.slice(prefix.length) : null)),
    lengthen: remembered((name) => `${prefix}${name}`),
  }),
);

/** The state whose name starts with `prefix`, without it. */
export function stateUnder(prefix: string, state: NamedTensors): NamedTensors {
  const { shorten } = prefixes(prefix);
  const found: Record<string, NamedTensors[string]> = {};
  for (const [name, tensor] of Object.entries(state)) {
    const short = shorten(name);
    if (short !== null) found[short] = tensor;
  }
  return found;
}

/** The same state, with `prefix` before each name. */
export function withPrefix(prefix: string, state: NamedTensors): NamedTensors {
  const { lengthen } = prefixes(prefix);
  const named: Record<string, NamedTensors[string]> = {};
  for (const [name, tensor] of Object.entries(state)) named[lengthen(name)] = tensor;
  return named;
}
