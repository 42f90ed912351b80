/** Something that this package adds to tfjs or replaces in it. */
export interface Fix {
  /** The kernel or gradient, by its name in tfjs. */
  readonly name: string;
  /** What is missing or wrong without it, as a phrase. */
  readonly reason: string;
}

const installed: Fix[] = [];

/** What was added to tfjs so far, in order. Empty where tfjs itself is right about everything. */
export function installedFixes(): readonly Fix[] {
  return [...installed];
}

export function recordFix({ name, reason }: Fix): void {
  installed.push({ name, reason });
}
