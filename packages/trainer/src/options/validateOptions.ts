import { ArgumentRangeError, checkOptions, describeValue, rangeError, typeError } from '@losskit/errors';
import type { OptionRule } from './OptionRule.ts';
import { otherNames } from './otherNames.ts';

/** A rule for every option. */
export type OptionRules<Options> = { readonly [Name in keyof Options]-?: OptionRule };

/** Refuses an argument that its rule does not accept. @throws ArgumentTypeError, ArgumentRangeError */
export function validateArgument(where: string, name: string, value: unknown, rule: OptionRule): void {
  if (rule.accepts(value)) return;
  const refused = rule.types.includes(typeof value) ? rangeError : typeError;
  throw refused(where, rule.expects(name), value);
}

/** An object literal or what was made of one, also in another realm, but no instance of a class. */
function isPlainObject(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/**
 * Refuses options that are unknown, missing, of another type or out of range, each in one sentence.
 *
 * @param where - Who was given them: `adam`.
 * @param elsewhere - Who has an option of a name that is not known here: `weightDecay` of `adam` is one of
 *   `adamW`.
 * @throws ArgumentRangeError for an unknown name and a value out of range, ArgumentTypeError for a value of
 *   another type.
 */
export function validateOptions<Options extends object>(
  where: string,
  options: Options,
  rules: OptionRules<Options>,
  elsewhere: Readonly<Record<string, string>> = {},
): void {
  // Without any, what is missing is named.
  const given: unknown = options === undefined ? {} : options;
  const known = Object.keys(rules);
  if (!isPlainObject(given)) {
    const shown = typeof given === 'number' ? given : '…';
    throw typeError(where, `an options object such as ${where}({ ${known[0]}: ${shown} })`, given);
  }
  for (const [name, owner] of Object.entries(elsewhere)) {
    if (!Object.hasOwn(given, name)) continue;
    throw new ArgumentRangeError(
      `${where}: expected options out of ${known.join(', ')}, got ${describeValue(name)}, which is one of ${owner}.`,
    );
  }
  checkOptions(where, given, known, otherNames);
  const values = new Map<string, unknown>(Object.entries(given));
  for (const [name, rule] of Object.entries<OptionRule>(rules)) {
    validateArgument(where, name, values.get(name), rule);
  }
}
