import type { ElementType, KernelPlan } from '../kernels/Kernel.ts';
import type { ElementFunction } from '../math/ElementFunction.ts';
import type { Numbers, ValueSource } from '../trace/Trace.ts';

/** How a tensor looks at the numbers of a value: element (i, j, …) is number offset + i · strides[0] + j · strides[1] + … */
export interface View {
  readonly value: Value;
  readonly shape: readonly number[];
  /** In numbers; never negative, 0 along an axis that repeats. */
  readonly strides: readonly number[];
  readonly offset: number;
}

export type Reduction = 'sum' | 'product' | 'max' | 'min' | 'any' | 'all';

/** How a value comes to be. */
export type Origin =
  | Exclude<ValueSource, { readonly kind: 'computed' | 'constant' }>
  | { readonly kind: 'constant'; readonly values: Numbers }
  /** The same number everywhere. */
  | { readonly kind: 'uniform'; readonly number: number }
  /** A function of single elements; all operands have the shape of the result. */
  | {
      readonly kind: 'elements';
      readonly name: string;
      readonly compute: ElementFunction;
      readonly attributes: Readonly<Record<string, unknown>>;
      readonly operands: readonly View[];
      readonly shape: readonly number[];
    }
  /** Many elements to one, along some axes of the operand. */
  | {
      readonly kind: 'reduction';
      readonly name: Reduction;
      readonly operand: View;
      readonly axes: readonly number[];
    }
  /** A kernel with code of its own; all operands are whole. */
  | { readonly kind: 'kernel'; readonly call: KernelNode; readonly output: number };

/** One call of a kernel with code of its own. */
export interface KernelNode {
  readonly name: string;
  readonly plan: KernelPlan;
  readonly operands: readonly View[];
  readonly outputs: Value[];
}

/** Numbers that are computed once a step, or once for all steps. */
export interface Value {
  readonly id: number;
  readonly size: number;
  readonly dtype: ElementType;
  readonly origin: Origin;
  /** Whether it is the same in every step, because it depends on constants alone. */
  readonly isFixed: boolean;
}
