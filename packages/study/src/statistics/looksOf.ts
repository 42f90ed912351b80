/** From so many seeds on there is a look half-way. */
const SEEDS_TO_RACE = 10;

/** Runs are saved at the first look most of all. */
const AUTO = [
  { seeds: 5, share: 0.4 },
  { seeds: 10, share: 0.2 },
  { seeds: 20, share: 0.4 },
] as const;
/** Most goes to the last look, whose verdicts most losses get: it finds nearly as much as if it were the only one. */
const HALFWAY_SHARE = 0.2;

/**
 * The looks at the seeds so far, and the level of all claims made at each. The levels add up to 1 − confidence, so the chance
 * of any false claim in a whole race is at most that.
 *
 * `'auto'` looks at 5, 10 and 20 seeds; a number from 10 on half-way and at the end; a smaller one at the end.
 *
 * @example
 * ```ts
 * looksOf(10).map(({ seeds }) => seeds); // [5, 10]
 * ```
 */
export function looksOf(
  seeds: number | 'auto',
  confidence = 0.95,
): readonly { readonly seeds: number; readonly level: number }[] {
  const levelOf = (share: number) => Number(((1 - confidence) * share).toPrecision(12));
  if (seeds === 'auto')
    return AUTO.map(({ seeds: count, share }) => ({ seeds: count, level: levelOf(share) }));
  if (seeds < SEEDS_TO_RACE) return [{ seeds, level: levelOf(1) }];
  return [
    { seeds: Math.ceil(seeds / 2), level: levelOf(HALFWAY_SHARE) },
    { seeds, level: levelOf(1 - HALFWAY_SHARE) },
  ];
}
