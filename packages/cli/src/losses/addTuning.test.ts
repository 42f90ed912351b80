import { LosskitError } from '@losskit/errors';
import { describe, expect, test } from 'vitest';

import { addTuning } from './addTuning.ts';

test('reads a loss by its name or an alias, an option of it, and numbers', () => {
  expect(addTuning('huber.delta=0.05,0.2,1')).toEqual({ huber: { delta: [0.05, 0.2, 1] } });
  expect(addTuning(' barron . alpha = -2 , 1e-1 ')).toEqual({ barron: { alpha: [-2, 0.1] } });
  expect(addTuning('barron.alpha=-Infinity,Infinity')).toEqual({
    barron: { alpha: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] },
  });
  expect(addTuning('optax.huber_loss.delta=1')).toEqual({ huber: { delta: [1] } });
  expect(addTuning('ridge.lambda=0.001,0.1')).toEqual({ l2Penalty: { lambda: [0.001, 0.1] } });
});

test('adds to what was read before, for another loss and for another option of the same', () => {
  const first = addTuning('barron.alpha=-2,0');
  const both = addTuning('huber.delta=1', addTuning('barron.scale=1,2', first));
  expect(both).toEqual({ barron: { alpha: [-2, 0], scale: [1, 2] }, huber: { delta: [1] } });
  expect(first).toEqual({ barron: { alpha: [-2, 0] } });
});

describe('refuses', () => {
  const FORM = '--tune: expected <loss>.<option>=<value>,<value>, such as huber.delta=0.05,0.2,1, got';
  const NUMBERS = '--tune: expected an option whose values are numbers, got';
  test.each([
    ['', 'option-invalid', `${FORM} ''.`],
    ['huber', 'option-invalid', `${FORM} 'huber'.`],
    ['huber.delta', 'option-invalid', `${FORM} 'huber.delta'.`],
    ['huber.delta=', 'option-invalid', `${FORM} 'huber.delta='.`],
    ['huber:delta=1,2', 'option-invalid', `${FORM} 'huber:delta=1,2'.`],
    ['delta=1,2', 'option-invalid', `${FORM} 'delta=1,2'.`],
    [
      'hubr.delta=1',
      'name-unknown',
      "--tune: expected the name of a loss, got 'hubr' (did you mean 'huber'?).",
    ],
    [
      'huber.detla=1',
      'option-invalid',
      "huber: expected an option out of delta, reduction, got 'detla' (did you mean 'delta'?).",
    ],
    ['huber.delta=1,two', 'option-invalid', "huber: expected delta to be a number, got 'two'."],
    ['huber.delta=1,-1', 'option-invalid', 'huber: expected delta > 0, got -1.'],
    ['huber.delta=1,', 'option-invalid', "huber: expected name=value, got 'delta='."],
    ['gaussianNll.full=true', 'option-invalid', `${NUMBERS} 'gaussianNll.full=true'.`],
    ['huber.reduction=sum', 'option-invalid', `${NUMBERS} 'huber.reduction=sum'.`],
    [
      'huber.delta=1+l2Penalty',
      'option-invalid',
      "--tune: expected one loss without penalties, which are on the parameters of a model, got 'huber:delta=1+l2Penalty'.",
    ],
  ])('%j', (text, code, message) => {
    let refusal: unknown;
    try {
      addTuning(text);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(LosskitError);
    expect(refusal).toMatchObject({ code, message });
  });

  test('an option that was given before', () => {
    expect(() => addTuning('huber.delta=2', addTuning('huber.delta=1'))).toThrow(
      "--tune: expected huber.delta once, got 'huber.delta=2'.",
    );
  });
});
