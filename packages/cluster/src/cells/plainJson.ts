import type { z } from 'zod';

/** Keys that name what every object inherits. */
const FORBIDDEN = ['__proto__', 'constructor', 'prototype'];
const MAX_DEPTH = 32;

function refusal(value: unknown, depth: number): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth === MAX_DEPTH) return `at most ${MAX_DEPTH} levels, got more`;
  for (const [key, one] of Object.entries(value)) {
    const found = FORBIDDEN.includes(key) ? `other keys than '${key}'` : refusal(one, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Refuses JSON that reaches for what every object inherits, or that is nested too deep. */
export function plainJson(value: unknown, { addIssue }: z.RefinementCtx): unknown {
  const reason = refusal(value, 0);
  if (reason === undefined) return value;
  addIssue(`expected ${reason}`);
  return undefined;
}
