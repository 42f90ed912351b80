/** What an option, or an argument, may be. */
export interface OptionRule {
  /** What is expected of one of this name, in words: `0 <= beta1 < 1`. */
  readonly expects: (name: string) => string;
  /** Values of `typeof` that are at most out of range; others are of the wrong type. */
  readonly types: readonly string[];
  readonly accepts: (value: unknown) => boolean;
}

/** A finite number in a range that is worded for the name of the option. */
function numberIn(expects: (name: string) => string, isIn: (value: number) => boolean): OptionRule {
  return {
    expects,
    types: ['number'],
    accepts: (value) => typeof value === 'number' && Number.isFinite(value) && isIn(value),
  };
}

export const NON_NEGATIVE = numberIn(
  (name) => `${name} >= 0`,
  (value) => value >= 0,
);

export const NON_POSITIVE = numberIn(
  (name) => `${name} <= 0`,
  (value) => value <= 0,
);

export const POSITIVE = numberIn(
  (name) => `${name} > 0`,
  (value) => value > 0,
);

/** The decay of a running mean or sum. */
export const DECAY = numberIn(
  (name) => `0 <= ${name} < 1`,
  (value) => value >= 0 && value < 1,
);

export const FRACTION = numberIn(
  (name) => `0 <= ${name} <= 1`,
  (value) => value >= 0 && value <= 1,
);

export const AT_LEAST_ONE = numberIn(
  (name) => `${name} >= 1`,
  (value) => value >= 1,
);

/** Another range of finite numbers. */
export const inRange = numberIn;

/** A whole number of at least `min`. */
export function integerFrom(min: number): OptionRule {
  return numberIn(
    (name) => `${name} to be an integer >= ${min}`,
    (value) => Number.isSafeInteger(value) && value >= min,
  );
}

export const FLAG: OptionRule = {
  expects: (name) => `${name} to be true or false`,
  types: ['boolean'],
  accepts: (value) => typeof value === 'boolean',
};

export const TEXT: OptionRule = {
  expects: (name) => `${name} to be a text`,
  types: [],
  accepts: (value) => typeof value === 'string',
};

/** An instance of a class. */
export function instanceOf(kind: abstract new (...given: never[]) => object): OptionRule {
  return {
    expects: (name) => `${name} to be an ${kind.name}`,
    types: [],
    accepts: (value) => value instanceof kind,
  };
}

export const OBJECT: OptionRule = {
  expects: (name) => `${name} to be an object`,
  types: [],
  accepts: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** One of some words. */
export function oneOf(...words: readonly string[]): OptionRule {
  return {
    expects: (name) => `${name} to be ${words.map((word) => `'${word}'`).join(' or ')}`,
    types: ['string'],
    accepts: (value) => typeof value === 'string' && words.includes(value),
  };
}

/** What a rule accepts, or functions: a schedule in place of a fixed number. */
export function orSchedule({ expects, types, accepts }: OptionRule): OptionRule {
  return {
    expects: (name) => `${expects(name)} or a schedule`,
    types,
    accepts: (value) => typeof value === 'function' || accepts(value),
  };
}

/** A step length. */
export const LEARNING_RATE = orSchedule(NON_NEGATIVE);

export const FUNCTION: OptionRule = {
  expects: (name) => `${name} to be a function`,
  types: [],
  accepts: (value) => typeof value === 'function',
};

/** A function of the step. */
export const SCHEDULE: OptionRule = {
  ...FUNCTION,
  expects: (name) => `${name} to be a function of the step`,
};

/** A momentum that may be scheduled, such as Adam's beta1. */
export const MOMENTUM = orSchedule(DECAY);

/** A `VariableFilter`. */
export const FILTER: OptionRule = {
  expects: (name) => `${name} to be a name, a pattern or a predicate`,
  types: [],
  accepts: (value) => typeof value === 'string' || typeof value === 'function' || value instanceof RegExp,
};

/** A list whose elements a rule accepts. */
export function listOf(rule: OptionRule, min: number, what: string): OptionRule {
  return {
    expects: (name) => `${name} to be ${what}`,
    types: ['object'],
    accepts: (value) => Array.isArray(value) && value.length >= min && Array.from(value).every(rule.accepts),
  };
}

/** A rule for an option that may be left out. */
export function optional(rule: OptionRule): OptionRule {
  return { ...rule, accepts: (value) => value === undefined || rule.accepts(value) };
}
