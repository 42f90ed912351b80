import {
  ArgumentRangeError,
  ArgumentTypeError,
  checkOptions,
  rangeError,
  typeError,
  withNearestName,
} from '@losskit/errors';
import * as tf from '@tensorflow/tfjs-core';

import { stopGradient } from '../autodiff/stopGradient.ts';
import { LOSS_OPTION_NAMES, type TensorInput, type TruthInput } from './lossOptions.ts';

/** A number with a range. */
export interface NumberOption {
  readonly kind: 'number';
  readonly default: number;
  readonly above?: number;
  readonly atLeast?: number;
  readonly below?: number;
  readonly atMost?: number;
  readonly integer?: boolean;
  /** Whether ±∞ is allowed too, as a limit. */
  readonly infinite?: boolean;
}

/** A number with a range that may be left out. */
export interface OptionalNumberOption extends Omit<NumberOption, 'kind' | 'default'> {
  readonly kind: 'optional number';
}

/** A tensor (or the numbers to make one of) that may be left out. */
export interface TensorOption {
  readonly kind: 'tensor';
  /** Of truth values; of numbers where it is not given. */
  readonly dtype?: 'bool';
}

/** True or false. Never a choice between two losses or two spaces: those are two functions. */
export interface BooleanOption {
  readonly kind: 'boolean';
  readonly default: boolean;
}

/** Compares two tensors, such as rows of embeddings. */
export type TensorFunction = (first: tf.Tensor, second: tf.Tensor) => tf.Tensor;

/** One of several functions by its name, or the caller's own. */
export interface FunctionOption<Name extends string = string> {
  readonly kind: 'function';
  readonly default: Name;
  readonly named: Readonly<Record<Name, TensorFunction>>;
}

export type OptionDeclaration =
  | NumberOption
  | OptionalNumberOption
  | TensorOption
  | BooleanOption
  | FunctionOption;
export type OptionDeclarations = Readonly<Record<string, OptionDeclaration>>;

type GivenOption<Declaration extends OptionDeclaration> = Declaration extends TensorOption
  ? Declaration extends { readonly dtype: 'bool' }
    ? TruthInput
    : TensorInput | Readonly<Record<number, number>>
  : Declaration extends BooleanOption
    ? boolean
    : Declaration extends FunctionOption
      ? keyof Declaration['named'] | TensorFunction
      : number;

/** The options as a caller gives them. */
export type GivenOptions<Declarations extends OptionDeclarations> = {
  readonly [Name in keyof Declarations]?: GivenOption<Declarations[Name]> | undefined;
};

type ResolvedOption<Declaration extends OptionDeclaration> = Declaration extends TensorOption
  ? tf.Tensor | undefined
  : Declaration extends BooleanOption
    ? boolean
    : Declaration extends FunctionOption
      ? TensorFunction
      : Declaration extends OptionalNumberOption
        ? number | undefined
        : number;

/** The options as a formula sees them: checked, with defaults, tensors made. */
export type ResolvedOptions<Declarations extends OptionDeclarations> = {
  readonly [Name in keyof Declarations]: ResolvedOption<Declarations[Name]>;
};

/** Any resolved option. */
export type OptionValue = ResolvedOption<OptionDeclaration>;

/**
 * The allowed range of a number option as a condition: `delta > 0`, `0 <= labelSmoothing <= 1`, `blank an
 * integer`.
 */
export function describeRange(name: string, option: NumberOption | OptionalNumberOption): string {
  const low =
    option.above !== undefined
      ? { text: `${option.above} < `, alone: ` > ${option.above}` }
      : option.atLeast !== undefined
        ? { text: `${option.atLeast} <= `, alone: ` >= ${option.atLeast}` }
        : undefined;
  const high =
    option.below !== undefined
      ? ` < ${option.below}`
      : option.atMost !== undefined
        ? ` <= ${option.atMost}`
        : undefined;
  const kind = option.integer
    ? ' an integer'
    : option.infinite
      ? ' a number or infinite'
      : low || high
        ? ''
        : ' a finite number';
  const range =
    low && high ? `${low.text}${name}${high}` : low ? `${name}${low.alone}` : `${name}${high ?? ''}`;
  return option.integer && (low || high) ? `${range} and an integer` : `${range}${kind}`;
}

function resolveNumber(
  where: string,
  name: string,
  option: NumberOption | OptionalNumberOption,
  value: unknown,
): number {
  if (typeof value !== 'number') throw typeError(where, `${name} to be a number`, value);
  const { above, atLeast, below, atMost, integer, infinite } = option;
  const inRange =
    (infinite ? !Number.isNaN(value) : Number.isFinite(value)) &&
    (above === undefined || value > above) &&
    (atLeast === undefined || value >= atLeast) &&
    (below === undefined || value < below) &&
    (atMost === undefined || value <= atMost) &&
    (!integer || Number.isInteger(value));
  if (!inRange) throw rangeError(where, describeRange(name, option), value);
  return value;
}

/** The tensor in another dtype; whatever is not 0 is true, where a cast on wasm keeps the low byte. */
function asDtype(tensor: tf.Tensor, dtype: 'float32' | 'bool'): tf.Tensor {
  if (dtype !== 'bool' || tensor.dtype === 'bool') return tf.cast(tensor, dtype);
  return stopGradient([tensor], () => tf.notEqual(tensor, 0));
}

/** One number per class as a list, where it is by class id, as in `fit`: `{ 0: 1, 1: 5 }` is `[1, 5]`. */
function listById(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  const values = Object.values(value);
  // Whole numbers as keys come in order.
  const isById = values.length > 0 && Object.keys(value).every((id, index) => id === String(index));
  return isById ? values : value;
}

/** Makes a tensor of what a caller gave. */
export function toTensor(where: string, name: string, value: unknown, dtype: 'float32' | 'bool'): tf.Tensor {
  if (value instanceof tf.Tensor) {
    if (value.dtype === 'string' || value.dtype === 'complex64') {
      throw new ArgumentTypeError(`${where}: expected ${name} of dtype ${dtype}, got ${value.dtype}.`);
    }
    return asDtype(value, dtype);
  }
  if (typeof value === 'number' || (typeof value === 'boolean' && dtype === 'bool') || Array.isArray(value)) {
    return asDtype(tf.tensor(value), dtype);
  }
  throw typeError(where, `${name} to be a tensor, a number or an array of numbers`, value);
}

function resolveFunction(
  where: string,
  name: string,
  { named }: FunctionOption,
  value: unknown,
): TensorFunction {
  if (typeof value === 'string') {
    const found = Object.hasOwn(named, value) ? named[value] : undefined;
    if (found) return found;
    const names = Object.keys(named);
    throw new ArgumentRangeError(
      `${where}: expected ${name} out of ${names.join(', ')}, got ${withNearestName(value, names)}.`,
    );
  }
  if (typeof value !== 'function') {
    throw typeError(where, `${name} to be a name or a function of two tensors`, value);
  }
  return (first, second) => {
    const result: unknown = value(first, second);
    if (result instanceof tf.Tensor) return result;
    throw typeError(where, `${name} to return a tensor`, result);
  };
}

/** Checks what a caller gave for one option. */
function resolveOption(where: string, name: string, option: OptionDeclaration, value: unknown): OptionValue {
  switch (option.kind) {
    case 'tensor':
      return toTensor(where, name, listById(value), option.dtype ?? 'float32');
    case 'boolean':
      if (typeof value === 'boolean') return value;
      throw typeError(where, `${name} to be true or false`, value);
    case 'function':
      return resolveFunction(where, name, option, value);
    default:
      return resolveNumber(where, name, option, value);
  }
}

/** Checks the options that a caller gave against what the loss declares, and fills in the defaults. */
export function resolveOptions<Declarations extends OptionDeclarations>(
  where: string,
  declarations: Declarations,
  given: Readonly<Record<string, unknown>>,
): ResolvedOptions<Declarations>;
export function resolveOptions(
  where: string,
  declarations: OptionDeclarations,
  given: Readonly<Record<string, unknown>>,
): Record<string, OptionValue> {
  const known = [...Object.keys(declarations), ...LOSS_OPTION_NAMES];
  checkOptions(where, given, known);
  const resolved: Record<string, OptionValue> = {};
  for (const [name, option] of Object.entries(declarations)) {
    const fallback = 'default' in option ? option.default : undefined;
    const value = given[name] === undefined ? fallback : given[name];
    resolved[name] = value === undefined ? undefined : resolveOption(where, name, option, value);
  }
  return resolved;
}
