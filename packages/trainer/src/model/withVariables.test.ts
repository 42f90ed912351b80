import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';

import { withVariables } from './withVariables.ts';

test('the names of both are trained, and a name that is taken is refused', () => {
  const [own, added] = [tf.variable(tf.scalar(1)), tf.variable(tf.scalar(2))];
  const model = { variables: { own }, predict: (x: tf.Tensor) => tf.mul(x, own) };
  expect(Object.keys(withVariables(model, { added }).variables)).toEqual(['own', 'added']);
  expect(Object.keys(model.variables)).toEqual(['own']);
  expect(() => withVariables(model, { own: added })).toThrow(
    "withVariables: expected names that the model's variables don't have, got 'own'.",
  );
  tf.dispose([own, added]);
});
