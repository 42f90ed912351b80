import * as tensorflowJs from '@tensorflow/tfjs';

/** TensorFlow.js with its layers, which bundlers find by `import` alone. */
export { tensorflowJs };

// Without its greeting on the first tensor.
tensorflowJs.enableProdMode();
