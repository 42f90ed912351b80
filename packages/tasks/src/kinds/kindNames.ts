/** The kinds of target that a task can have. */
export const KIND_NAMES = [
  'continuous',
  'binary',
  'multiclass',
  'multilabel',
  'counts',
  'mask',
  'embedding',
  'sequence',
  'distribution',
] as const;

export type KindName = (typeof KIND_NAMES)[number];
