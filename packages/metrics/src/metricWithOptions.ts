import { checkOptions, rangeError } from '@losskit/errors';

import type { MetricDescription } from './checkedMetric.ts';
import type { Metric } from './Metric.ts';

/** What a metric with options is called: its own name, or that and the options that are not the default. */
type NameWithOptions<Base extends string> = Base | `${Base}:${string}`;

/** A metric that is computed in more than one way. */
export interface MetricWithOptions<Batch, Options, Base extends string = string>
  extends Metric<Batch, NameWithOptions<Base>> {
  /**
   * The metric with other options, under a name that says them: `fBeta.with({ beta: 2 })` is `fBeta:beta=2`.
   *
   * @throws RangeError where an option is unknown or out of its range.
   */
  with(options: Partial<Options>): MetricWithOptions<Batch, Options, Base>;
}

/** What the values of an option are, in words, and whether a given one is such. */
export interface OptionRange {
  readonly what: string;
  readonly includes: (value: unknown) => boolean;
}

export const positiveInteger: OptionRange = {
  what: 'a positive integer',
  includes: (value) => Number.isSafeInteger(value) && Number(value) > 0,
};

/** Numbers between two others, without these. */
export function between(lowest: number, highest: number): OptionRange {
  return {
    what: highest === Number.POSITIVE_INFINITY ? `above ${lowest}` : `between ${lowest} and ${highest}`,
    includes: (value) => typeof value === 'number' && value > lowest && value < highest,
  };
}

export function oneOf(choices: readonly string[]): OptionRange {
  return {
    what: choices.map((choice) => `'${choice}'`).join(' or '),
    includes: (value) => choices.some((choice) => choice === value),
  };
}

/** Makes a metric of `make`, which gets all options and whose name says those that are not the default. */
export function metricWithOptions<
  Batch,
  Options extends { readonly [Name in keyof Options]: string | number },
  Base extends string,
>(
  description: MetricDescription<Base>,
  defaults: Options,
  ranges: Readonly<Record<keyof Options & string, OptionRange>>,
  make: (description: MetricDescription, options: Options) => Metric<Batch>,
): MetricWithOptions<Batch, Options, Base> {
  const { name } = description;
  const standard = Object.entries<string | number>(defaults);
  const rangeOf = new Map(Object.entries<OptionRange>(ranges));
  const configured = (options: Options): MetricWithOptions<Batch, Options, Base> => {
    const values = new Map(Object.entries<string | number>(options));
    const others = standard
      .filter(([option, value]) => values.get(option) !== value)
      .map(([option]) => `${option}=${values.get(option)}`);
    const fullName: NameWithOptions<Base> = others.length === 0 ? name : `${name}:${others.join(',')}`;
    return {
      ...make({ ...description, name: fullName }, options),
      name: fullName,
      with(given) {
        checkOptions(name, given, Object.keys(defaults));
        for (const [option, value] of Object.entries(given)) {
          const range = rangeOf.get(option);
          if (range && !range.includes(value)) throw rangeError(name, `${option} to be ${range.what}`, value);
        }
        return configured({ ...options, ...given });
      },
    };
  };
  return configured(defaults);
}
