const FREE_TURNS = 'How many vectors a walk takes a turn is free: what a turn leaves is taken one by one.';

const FREE_RANGE =
  'Where a divisor is moved from, and how far, is free: reciprocals are normal numbers far beyond both bounds.';

const TWO_OPERANDS = 'What a factor or divisor is of has two operands; the types do not know it.';

/**
 * Mutants of the compiler that no test can notice, because they compute the same.
 *
 * @type {readonly import('./equivalentMutants.mjs').Equivalent[]}
 */
export const EQUIVALENT_IN_COMPILER = [
  {
    files: ['emit/Reducer.ts'],
    operator: 'forgotten check',
    original: `if (this.#missing) {
      f.get(cells)
        .get(partial)
        .op(this.#name === 'max' ? 'f32x4.pmax' : 'f32x4.pmin')
        .set(partial);
      f.get(this.#missing).get(cells).get(cells).op('f32x4.ne', 'v128.or').set(this.#missing);
      return;
    }`,
    reason: 'The instruction for all other reductions hands NaN on as well; it takes longer.',
  },
  {
    files: ['emit/CellVectors.ts'],
    operator: 'forgotten statement',
    original: 'f.i32(0);',
    reason: 'Each place of a walk has a pointer; the types do not know it.',
  },
  {
    files: ['emit/CellVectors.ts'],
    operator: 'number off by one',
    original: '0',
    on: 'else f.i32(0);',
    reason: 'Each place of a walk has a pointer; the types do not know it.',
  },
  {
    files: ['emit/CellVectors.ts'],
    operator: 'number off by one',
    original: '0',
    on: 'else if (stride === 0)',
    reason: 'Four loads of one number give what one load gives; they take longer.',
  },
  {
    files: ['emit/ColumnReducer.ts'],
    operator: 'number off by one',
    original: '0',
    on: 'for (const half of [0, 16]) {',
    reason: 'What stays of an earlier sum is the last byte of a double, far below the rounding to 32 bits.',
  },
  {
    files: ['emit/ColumnReducer.ts'],
    operator: 'number off by one',
    original: '16',
    on: 'for (const half of [0, 16]) {',
    reason: 'What stays of an earlier sum is the last byte of a double, far below the rounding to 32 bits.',
  },
  {
    files: ['emit/ColumnReducer.ts'],
    operator: 'forgotten check',
    original: 'if (sums === undefined) return;',
    reason: 'Only reductions in blocks, which have room for sums, end a block; the types do not know it.',
  },
  {
    files: ['emit/LoopPlaces.ts'],
    operator: 'forgotten statement',
    original: 'this.#counters[first] = undefined;',
    reason: 'A place is asked for within the loops over its axes.',
  },
  {
    files: ['emit/LoopPlaces.ts'],
    operator: 'forgotten statement',
    original: 'this.#ofRow.clear();',
    reason: 'No place is asked for before the first row.',
  },
  ...['if (known) return known;', 'this.#ofRow.set(key, pointer);'].map((original) => ({
    files: ['emit/LoopPlaces.ts'],
    operator: original.startsWith('if') ? 'forgotten check' : 'forgotten statement',
    original,
    reason: 'A place that is computed again is the same place; it takes longer.',
  })),
  {
    files: ['emit/LoopPlaces.ts'],
    operator: 'other operator',
    original: 'strides.length - 1',
    on: 'this.#push(',
    reason: 'The last axis has no counter before it is walked.',
  },
  ...['const small = ', 'const scale = '].flatMap((on) =>
    ['100', '60'].map((original) => ({
      files: ['lower/elements.ts'],
      operator: 'number off by one',
      original,
      on,
      reason: FREE_RANGE,
    })),
  ),
  {
    files: ['lower/elements.ts'],
    operator: 'other operator',
    original: '!a || !b',
    reason: TWO_OPERANDS,
  },
  ...['!a', '!b'].map((original) => ({
    files: ['lower/elements.ts'],
    operator: 'not turned round',
    original,
    reason: TWO_OPERANDS,
  })),
  {
    files: ['schedule/iteration.ts'],
    operator: 'number off by one',
    original: '0',
    on: '[firstKept = 0]',
    reason: 'Where no axis is kept, nobody asks for the first.',
  },
  {
    files: ['schedule/iteration.ts'],
    operator: 'other operator',
    original: 'lastReduced < firstKept',
    reason: 'No axis is both kept and reduced.',
  },
  {
    files: ['emit/emitLoops.ts'],
    operator: 'number off by one',
    original: '4',
    on: 'width < 4 * TURNS * 2',
    reason: FREE_TURNS,
  },
  {
    files: ['emit/LoopPlaces.ts'],
    operator: 'other operator',
    original: 'stride === 0 || !counter',
    reason: 'Each axis that is walked has a counter, and 0 times where it stands is 0.',
  },
  {
    files: ['emit/emitLoops.ts'],
    operator: 'one branch for both',
    original: 'axis < rowAxes ? stride / inner : 0',
    reason: 'Where a row starts does not depend on the strides within it.',
  },
  {
    files: ['emit/emitLoops.ts'],
    operator: 'forgotten check',
    original: 'if (items.length === 0) return;',
    reason: 'A walk along nothing computes nothing; it takes longer.',
  },
  {
    files: ['emit/walkVectors.ts'],
    operator: 'number off by one',
    original: '4',
    on: 'lanes: 4',
    reason: 'More lanes than there are count as all of them.',
  },
  {
    files: ['graph/Graph.ts'],
    operator: 'number off by one',
    original: '1',
    on: 'const COPY',
    reason: 'Who calls a function of elements knows how many operands it has; nobody asks a copy.',
  },
];
