/**
 * Whether the step is compiled to a program that takes many steps at once: `auto` where it can be, else each step
 * runs kernel by kernel; `require` throws where it can't; `off` never.
 */
export type CompilePolicy = (typeof COMPILE_POLICIES)[number];

export const COMPILE_POLICIES = ['auto', 'off', 'require'] as const;
