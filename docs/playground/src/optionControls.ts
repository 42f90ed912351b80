import type {
  LossDeclaration,
  NumberOption,
  OptionalNumberOption,
  OptionDeclaration,
} from '@losskit/losses/contract';

/** A slider of an option: the part of its range that shows something. */
export interface OptionRange {
  readonly name: string;
  readonly default: number;
  readonly low: number;
  readonly high: number;
  /** Whole numbers only. */
  readonly isInteger: boolean;
  /** The bound that steps grow away from; null where all steps are alike. */
  readonly growsFrom: number | null;
}

/** What a reader sets an option with. */
export type OptionControl =
  /** `isOptional`: nothing is given until the reader asks for a value, which then begins at the default of the range. */
  | { readonly kind: 'slider'; readonly range: OptionRange; readonly isOptional: boolean }
  | { readonly kind: 'checkbox'; readonly name: string; readonly default: boolean }
  | {
      readonly kind: 'select';
      readonly name: string;
      readonly default: string;
      readonly choices: readonly string[];
    };

/** What a control gives to its loss. */
export type ControlValue = number | boolean | string;

/** Steps of a slider whose values are not whole. */
const STEPS = 100;
/** A slider ends this part of its range before a bound that is not allowed itself. */
const INSETS = 50;
/** An option above a bound goes from this part of its default to so many times that, by distance from the bound. */
const FACTOR = 20;

type Bounds = Omit<NumberOption, 'kind' | 'default'>;

function rangeOf(name: string, bounds: Bounds, normal: number): OptionRange {
  const { above, atLeast, below, atMost, integer = false } = bounds;
  const [least, most] = [above ?? atLeast, below ?? atMost];
  const common = { name, default: normal, isInteger: integer, growsFrom: null };
  if (least !== undefined && most !== undefined) {
    const inset = integer ? 1 : (most - least) / INSETS;
    const high = below === undefined ? most : most - inset;
    if (above !== undefined && normal < above + inset)
      return { ...common, low: above + (normal - above) / FACTOR, high, growsFrom: above };
    return { ...common, low: above === undefined ? least : least + inset, high };
  }
  if (above !== undefined && !integer) {
    const distance = normal - above;
    return { ...common, low: above + distance / FACTOR, high: above + distance * FACTOR, growsFrom: above };
  }
  if (least !== undefined) {
    const low = above === undefined ? least : least + 1;
    return { ...common, low, high: low + Math.max(1, 2 * (normal - low)) };
  }
  if (most !== undefined) {
    const high = below === undefined ? most : most - (integer ? 1 : (most - normal) / FACTOR);
    return { ...common, low: high - Math.max(1, 2 * (high - normal)), high };
  }
  return { ...common, low: normal - 3, high: normal + 3 };
}

/** Where an option that nothing is given for begins. */
function middleOf({ above, atLeast, below, atMost, integer }: OptionalNumberOption): number {
  const [low, high] = [above ?? atLeast, below ?? atMost];
  if (low !== undefined && high !== undefined)
    return integer ? Math.round((low + high) / 2) : (low + high) / 2;
  return (low ?? (high === undefined ? 0 : high - 4)) + 2;
}

function controlOf(name: string, option: OptionDeclaration): OptionControl[] {
  switch (option.kind) {
    case 'number':
      // A whole number without bounds is a name, such as the class that is ignored.
      if (option.integer && (option.above ?? option.atLeast ?? option.below ?? option.atMost) === undefined)
        return [];
      return [{ kind: 'slider', range: rangeOf(name, option, option.default), isOptional: false }];
    case 'optional number':
      return [{ kind: 'slider', range: rangeOf(name, option, middleOf(option)), isOptional: true }];
    case 'boolean':
      return [{ kind: 'checkbox', name, default: option.default }];
    case 'function':
      return [{ kind: 'select', name, default: option.default, choices: Object.keys(option.named) }];
    case 'tensor':
      return [];
  }
}

/** Controls of the options of a loss that one number, one truth value or one name sets. */
export function optionControls({ options }: Pick<LossDeclaration, 'options'>): OptionControl[] {
  return Object.entries(options).flatMap(([name, option]) => controlOf(name, option));
}

/** The option that a control sets. */
export function nameOf(control: OptionControl): string {
  return control.kind === 'slider' ? control.range.name : control.name;
}

/** The values at the ends of a control: all of them where it has no others. */
export function endsOf(control: OptionControl): readonly ControlValue[] {
  switch (control.kind) {
    case 'slider':
      return [0, placesOf(control.range)].map((place) => sliderValue(control.range, place));
    case 'checkbox':
      return [false, true];
    case 'select':
      return control.choices;
  }
}

/** The last place of a slider; its first is 0. */
export function placesOf({ low, high, isInteger }: OptionRange): number {
  return isInteger ? high - low : STEPS;
}

/** The place of a slider that is nearest to a value. */
export function sliderPlace(range: OptionRange, value: number): number {
  const { low, high, growsFrom } = range;
  const share =
    growsFrom === null
      ? (value - low) / (high - low)
      : Math.log((value - growsFrom) / (low - growsFrom)) / Math.log((high - growsFrom) / (low - growsFrom));
  return Math.round(placesOf(range) * share);
}

/** What a slider gives at a place: a short number within its range, another one at each place. */
export function sliderValue(range: OptionRange, place: number): number {
  const { low, high, growsFrom } = range;
  if (place === sliderPlace(range, range.default)) return range.default;
  const share = place / placesOf(range);
  if (growsFrom === null) {
    const digit = 10 ** Math.floor(Math.log10((high - low) / placesOf(range)));
    return within(range, Math.round((low + share * (high - low)) / digit) * digit);
  }
  const distance = (low - growsFrom) * ((high - growsFrom) / (low - growsFrom)) ** share;
  return within(range, growsFrom + Number(distance.toPrecision(3)));
}

/** Without the last digits that a sum or a product of short numbers has. */
function within({ low, high }: OptionRange, value: number): number {
  return Math.min(high, Math.max(low, Number(value.toPrecision(12))));
}
