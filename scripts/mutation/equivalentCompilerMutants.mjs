const FREE_TURNS = 'How many vectors a walk takes a turn is free: what a turn leaves is taken one by one.';

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
    files: ['emit/emitLoops.ts'],
    operator: 'number off by one',
    original: '4',
    on: 'width >= 4 * TURNS * 2',
    reason: FREE_TURNS,
  },
  {
    files: ['emit/emitLoops.ts'],
    operator: 'one branch for both',
    original: 'items.length <= SHORT && this.#width >= 4 * TURNS * 2 ? TURNS : 1',
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
