/** The most that one comparison takes. */
export const COMPARE_LIMITS = { seeds: 10_000, jobs: 256 } as const;
