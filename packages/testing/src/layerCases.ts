import * as tf from '@tensorflow/tfjs';

type Layer = tf.layers.Layer;

/** A layer between inputs of the given shapes (without the batch) and the loss. */
export interface LayerCase {
  readonly inputs: readonly (readonly number[])[];
  /** Whole numbers below this as input, for layers that look things up. */
  readonly classes?: number;
  /** Whether the layer is for inputs only, without a gradient of its own. */
  readonly preprocesses?: boolean;
  readonly make: () => Layer;
}

const SEQUENCE = [[6, 3]];
const IMAGE = [[7, 6, 3]];
const VOLUME = [[5, 4, 6, 2]];
const VECTOR = [[5]];
const of = (inputs: readonly (readonly number[])[], make: () => Layer): LayerCase => ({ inputs, make });

const ACTIVATIONS = [
  ...(['elu', 'hardSigmoid', 'linear', 'relu', 'relu6', 'selu', 'sigmoid', 'softmax'] as const),
  ...(['softplus', 'softsign', 'tanh', 'swish', 'mish', 'gelu', 'gelu_new'] as const),
];

const { layers } = tf;

/** One or more cases for every factory of `tf.layers` that makes a layer. */
export const LAYER_CASES: Readonly<Record<string, LayerCase>> = {
  activation: of(VECTOR, () => layers.activation({ activation: 'tanh' })),
  ...Object.fromEntries(
    ACTIVATIONS.map((activation) => [
      `dense with ${activation}`,
      of(VECTOR, () => layers.dense({ units: 4, activation })),
    ]),
  ),
  add: of([[4], [4]], () => layers.add()),
  alphaDropout: of(VECTOR, () => layers.alphaDropout({ rate: 0.4 })),
  average: of([[4], [4]], () => layers.average()),
  averagePooling1d: of(SEQUENCE, () => layers.averagePooling1d({ poolSize: 2 })),
  averagePooling2d: of(IMAGE, () => layers.averagePooling2d({ poolSize: 2, padding: 'same' })),
  averagePooling3d: of(VOLUME, () =>
    layers.averagePooling3d({ poolSize: 2, strides: 2, padding: 'valid', dataFormat: 'channelsLast' }),
  ),
  batchNormalization: of(IMAGE, () => layers.batchNormalization()),
  'batchNormalization of vectors': of(VECTOR, () => layers.batchNormalization()),
  bidirectional: of(SEQUENCE, () =>
    layers.bidirectional({ layer: layers.gru({ units: 2, returnSequences: true }), mergeMode: 'concat' }),
  ),
  centerCrop: {
    inputs: IMAGE,
    preprocesses: true,
    make: () => layers.centerCrop({ height: 4, width: 4 }),
  },
  concatenate: of([[4], [3]], () => layers.concatenate()),
  conv1d: of(SEQUENCE, () => layers.conv1d({ filters: 4, kernelSize: 3, padding: 'same' })),
  conv2d: of(IMAGE, () => layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu' })),
  'conv2d with dilations': of(IMAGE, () =>
    layers.conv2d({ filters: 4, kernelSize: 2, dilationRate: 2, activation: 'relu' }),
  ),
  'conv2d with strides and padding': of(IMAGE, () =>
    layers.conv2d({ filters: 4, kernelSize: [3, 2], strides: [2, 1], padding: 'same' }),
  ),
  'conv2d of channels first': of([[3, 7, 6]], () =>
    layers.conv2d({ filters: 4, kernelSize: 3, dataFormat: 'channelsFirst' }),
  ),
  conv2dTranspose: of(IMAGE, () =>
    layers.conv2dTranspose({ filters: 4, kernelSize: 3, strides: 2, padding: 'same' }),
  ),
  conv3d: of(VOLUME, () => layers.conv3d({ filters: 3, kernelSize: 2 })),
  conv3dTranspose: of(VOLUME, () => layers.conv3dTranspose({ filters: 3, kernelSize: 2, strides: 2 })),
  convLstm2d: of([[3, 6, 5, 2]], () => layers.convLstm2d({ filters: 2, kernelSize: 3 })),
  cropping2D: of(IMAGE, () =>
    layers.cropping2D({
      cropping: [
        [1, 1],
        [2, 1],
      ],
    }),
  ),
  depthwiseConv2d: of(IMAGE, () =>
    layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, padding: 'same' }),
  ),
  'depthwiseConv2d with dilations': of(IMAGE, () =>
    layers.depthwiseConv2d({ kernelSize: 2, dilationRate: [2, 2] }),
  ),
  dot: of([[4], [4]], () => layers.dot({ axes: -1 })),
  dropout: of(VECTOR, () => layers.dropout({ rate: 0.4, seed: 7 })),
  elu: of(VECTOR, () => layers.elu()),
  embedding: {
    inputs: [[6]],
    classes: 5,
    make: () => layers.embedding({ inputDim: 5, outputDim: 3, maskZero: true }),
  },
  flatten: of(IMAGE, () => layers.flatten()),
  gaussianDropout: of(VECTOR, () => layers.gaussianDropout({ rate: 0.4 })),
  gaussianNoise: of(VECTOR, () => layers.gaussianNoise({ stddev: 0.3 })),
  globalAveragePooling1d: of(SEQUENCE, () => layers.globalAveragePooling1d()),
  globalAveragePooling2d: of(IMAGE, () => layers.globalAveragePooling2d({})),
  globalMaxPooling1d: of(SEQUENCE, () => layers.globalMaxPooling1d()),
  globalMaxPooling2d: of(IMAGE, () => layers.globalMaxPooling2d({})),
  gru: of(SEQUENCE, () => layers.gru({ units: 3 })),
  layerNormalization: of(IMAGE, () => layers.layerNormalization()),
  leakyReLU: of(VECTOR, () => layers.leakyReLU()),
  lstm: of(SEQUENCE, () => layers.lstm({ units: 3, returnSequences: true })),
  masking: of(SEQUENCE, () => layers.masking()),
  'maxPooling3d of small windows': of(VOLUME, () =>
    layers.maxPooling3d({
      poolSize: [1, 1, 2],
      strides: [1, 1, 2],
      padding: 'valid',
      dataFormat: 'channelsLast',
    }),
  ),
  maxPooling1d: of(SEQUENCE, () => layers.maxPooling1d({ poolSize: 2 })),
  maxPooling2d: of(IMAGE, () => layers.maxPooling2d({ poolSize: 2 })),
  maxPooling3d: of(VOLUME, () =>
    layers.maxPooling3d({ poolSize: 2, strides: 2, padding: 'valid', dataFormat: 'channelsLast' }),
  ),
  maximum: of([[4], [4]], () => layers.maximum()),
  minimum: of([[4], [4]], () => layers.minimum()),
  multiply: of([[4], [4]], () => layers.multiply()),
  permute: of(IMAGE, () => layers.permute({ dims: [3, 1, 2] })),
  prelu: of(VECTOR, () => layers.prelu()),
  reLU: of(VECTOR, () => layers.reLU({ maxValue: 6 })),
  repeatVector: of(VECTOR, () => layers.repeatVector({ n: 3 })),
  rescaling: of(VECTOR, () => layers.rescaling({ scale: 0.5, offset: 1 })),
  reshape: of(IMAGE, () => layers.reshape({ targetShape: [21, 6] })),
  rnn: of(SEQUENCE, () => layers.rnn({ cell: layers.gruCell({ units: 3 }) })),
  separableConv2d: of(IMAGE, () => layers.separableConv2d({ filters: 4, kernelSize: 3, depthMultiplier: 2 })),
  simpleRNN: of(SEQUENCE, () => layers.simpleRNN({ units: 3, recurrentDropout: 0 })),
  softmax: of(VECTOR, () => layers.softmax()),
  spatialDropout1d: of(SEQUENCE, () => layers.spatialDropout1d({ rate: 0.4, seed: 3 })),
  stackedRNNCells: of(SEQUENCE, () =>
    layers.rnn({ cell: [layers.lstmCell({ units: 3 }), layers.simpleRNNCell({ units: 2 })] }),
  ),
  thresholdedReLU: of(VECTOR, () => layers.thresholdedReLU({ theta: 0.1 })),
  timeDistributed: of(SEQUENCE, () => layers.timeDistributed({ layer: layers.dense({ units: 2 }) })),
  upSampling2d: of(IMAGE, () => layers.upSampling2d({ size: [2, 3] })),
  zeroPadding2d: of(IMAGE, () => layers.zeroPadding2d({ padding: 2 })),
};

const BATCH = 3;
/** Numbers in (-1, 1) without ties, so that no kink of a layer decides about a gradient. */
export const spread = (index: number, seed: number) => Math.sin(12.9898 * (index + 1) + 78.233 * seed);

function tensorOf(shape: readonly number[], valueAt: (index: number) => number): tf.Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return tf.tensor(
    Array.from({ length: size }, (_, index) => valueAt(index)),
    [...shape],
  );
}

const numbers = (shape: readonly number[], seed: number) => tensorOf(shape, (index) => spread(index, seed));

function symbolic(output: ReturnType<Layer['apply']>): tf.SymbolicTensor {
  if (output instanceof tf.SymbolicTensor) return output;
  throw new TypeError('expected a layer to give one symbolic tensor, got another thing.');
}

/** A network with inputs for it. */
export interface LayerNetwork {
  readonly model: tf.LayersModel;
  readonly inputs: readonly tf.Tensor[];
  /** Numbers to compare its output with. */
  readonly targets: tf.Tensor;
}

/** A network around a layer, with a layer to train before it that shows the gradient of its input. */
export function networkAround({ inputs, classes, preprocesses = false, make }: LayerCase): LayerNetwork {
  const symbols = inputs.map((shape) => tf.input({ shape: [...shape] }));
  const first = classes === undefined && !preprocesses;
  const lifted = symbols.map((symbol) =>
    first ? symbolic(layers.dense({ units: symbol.shape.at(-1) ?? 1 }).apply(symbol)) : symbol,
  );
  const layer = make();
  const [only] = lifted;
  const made = symbolic(layer.apply(only && lifted.length === 1 ? only : lifted));
  const output = preprocesses ? layers.dense({ units: 2 }).apply(layers.flatten().apply(made)) : made;
  const model = tf.model({ inputs: symbols, outputs: symbolic(output) });
  model.setWeights(
    model.getWeights().map((weight, index) =>
      numbers(weight.shape, index + 1)
        .mul(0.5)
        .add(0.1),
    ),
  );
  const x = inputs.map((shape, index) =>
    classes === undefined
      ? numbers([BATCH, ...shape], 50 + index)
      : tensorOf([BATCH, ...shape], (place) => (place * 7) % classes),
  );
  return { model, inputs: x, targets: numbers(outputShape(model, x), 40) };
}

function outputShape(model: tf.LayersModel, inputs: readonly tf.Tensor[]): readonly number[] {
  const [only] = inputs;
  const shapes: (readonly number[])[] = [];
  tf.tidy(() => {
    const outputs = [model.apply(only && inputs.length === 1 ? only : [...inputs])].flat();
    for (const output of outputs) if (output instanceof tf.Tensor) shapes.push(output.shape);
  });
  const [shape] = shapes;
  if (shape) return shape;
  throw new TypeError('networkAround: expected a network that gives a tensor, got nothing.');
}
