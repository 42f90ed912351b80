import { describeSchedule, type Schedule } from '../../schedules/Schedule.ts';

/** Options by name, with filters as {@link describeFilter} has them; what is undefined is left out. */
export type DescribedOptions = Readonly<Record<string, number | boolean | string | Schedule | undefined>>;

function describeOption(value: number | boolean | string | Schedule): string {
  if (typeof value === 'function') return describeSchedule(value);
  const isTiny = typeof value === 'number' && value !== 0 && Math.abs(value) < 1e-3;
  return isTiny ? value.toExponential() : String(value);
}

/** A name with its options: `adam (beta1 0.9, beta2 0.999, epsilon 1e-8)`. */
export function describeOptions(name: string, options: DescribedOptions): string {
  const shown = Object.entries(options).flatMap(([option, value]) =>
    value === undefined ? [] : [`${option} ${describeOption(value)}`],
  );
  return shown.length > 0 ? `${name} (${shown.join(', ')})` : name;
}
