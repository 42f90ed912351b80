import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { adam, train } from 'losskit';
import { defineLoss, elementwise } from 'losskit/own-loss';

/** What a shop loses by its order: `shortage` for each piece too few, 1 for each too many. */
const orderCost = defineLoss(
  {
    name: 'orderCost',
    family: 'regression',
    target: 'continuous',
    prediction: 'values',
    layout: elementwise(
      [
        ['yTrue', 'pieces asked for'],
        ['yPred', 'pieces ordered'],
      ],
      0,
    ),
    options: { shortage: { kind: 'number', default: 3, above: 0 } },
  },
  ({ shortage }, yTrue: tf.Tensor, yPred: tf.Tensor) => {
    const missing = tf.sub(yTrue, yPred);
    return tf.add(tf.mul(shortage, tf.relu(missing)), tf.relu(tf.neg(missing)));
  },
);

// Every demand from 1 to 100 is equally likely, so at 3 to 1 the order to place is 75.
const demands = tf.range(1, 101);
const order = tf.variable(tf.scalar(50));
const model = { variables: { order }, predict: (inputs: tf.Tensor) => tf.mul(inputs, order) };
const batch = { inputs: tf.onesLike(demands), targets: demands };
for (const loss of [orderCost, orderCost.with({ shortage: 9 })]) {
  const batches = new Array(400).fill(batch);
  for await (const _ of train({
    model,
    batches,
    loss,
    optimizer: adam({ learningRate: 0.5 }),
    readEvery: 400,
  }));
  console.log(loss.declaration.name, loss.preset, `order ${order.dataSync()[0]?.toFixed(0)}`);
  const { shortage = 3 } = loss.preset as { readonly shortage?: number };
  const [placed = 0] = order.dataSync();
  assert(Math.abs(placed - (100 * shortage) / (shortage + 1)) < 1.5, 'Expected the quantile of the demand.');
}

// Weights, mask, reduction and checks come with it.
const [asked, ordered] = [tf.tensor1d([10, 10]), tf.tensor1d([8, 13])];
console.log(
  orderCost(asked, ordered, { reduction: 'none' }).dataSync(),
  orderCost(asked, ordered, { mask: [true, false] }).dataSync(),
);
assert.throws(() => orderCost(asked, tf.tensor2d([[8], [13]])), /same shape|shape/);
