// CommonJS: Node 22 and later load ES modules by `require`; with older ones it is `await import('losskit')`.
const tf = require('@tensorflow/tfjs');
const { huber } = require('losskit');
const { rmse } = require('losskit/metrics');

const state = rmse.create();
state.update({ targets: Float32Array.of(1, 2), predicted: Float32Array.of(1, 4) });
console.log(huber(tf.tensor1d([0, 0]), tf.tensor1d([0.5, 3])).dataSync()[0], state.compute().toFixed(3));
