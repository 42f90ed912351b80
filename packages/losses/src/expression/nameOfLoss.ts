import type { AnyLoss } from '../contract/declaration.ts';
import { LOSS_OPTION_NAMES } from '../contract/lossOptions.ts';
import type { OptionDeclaration } from '../contract/optionDeclarations.ts';

/** Stands for what has no text, such as a function of the caller's own; {@link parseLoss} refuses it. */
const CUSTOM = 'custom';

/** The text of an option's value; undefined for the default. */
function textOf(declared: OptionDeclaration | undefined, value: unknown): string | undefined {
  if (declared !== undefined && 'default' in declared && value === declared.default) return undefined;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string')
    return String(value);
  if (declared?.kind === 'tensor' && Array.isArray(value) && value.length > 0) {
    const isRow = value.every((entry) => typeof entry === 'number');
    return isRow ? value.join('/') : CUSTOM;
  }
  if (declared?.kind === 'function') {
    const [name] = Object.entries(declared.named).find(([, named]) => named === value) ?? [CUSTOM];
    return name === declared.default ? undefined : name;
  }
  return CUSTOM;
}

/**
 * A loss as text, with the options that `with` fixed: what `parseLoss` reads.
 *
 * Options that are the default anyway are left out, so two losses that are the same have one name. What has
 * no text, such as a function of one's own or weights, shows as `custom`.
 *
 * @example
 * ```ts
 * nameOfLoss(barron.with({ scale: 3, alpha: -2 })); // 'barron:alpha=-2,scale=3'
 * ```
 */
export function nameOfLoss({ declaration, preset }: AnyLoss): string {
  const { name, options, defaultReduction } = declaration;
  const texts = [...Object.keys(options), ...LOSS_OPTION_NAMES].flatMap((option) => {
    const value = preset[option];
    if (value === undefined || (option === 'reduction' && value === defaultReduction)) return [];
    const text = textOf(options[option], value);
    return text === undefined ? [] : [`${option}=${text}`];
  });
  return texts.length === 0 ? name : `${name}:${texts.join(',')}`;
}
