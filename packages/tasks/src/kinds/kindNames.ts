/** The kinds of target that a task can have. */
export const KIND_NAMES = [
  'continuous',
  'binary',
  'multiclass',
  'ordinal',
  'multilabel',
  'counts',
  'amounts',
  'mask',
  'embedding',
  'ranking',
  'sequence',
  'distribution',
  'survival',
] as const;

export type KindName = (typeof KIND_NAMES)[number];
