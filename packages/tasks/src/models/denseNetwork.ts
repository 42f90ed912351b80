import type { LayersModelLike } from '@losskit/trainer';

import { tensorflowJs } from './tensorflowJs.ts';

const { layers, sequential } = tensorflowJs;

/** Hidden layers with ReLU, then a linear one: what a table of columns is trained on. */
export function denseNetwork(features: number, hidden: readonly number[], outputs: number): LayersModelLike {
  const model = sequential();
  [...hidden, outputs].forEach((units, place) => {
    model.add(
      layers.dense({
        units,
        ...(place < hidden.length && { activation: 'relu', kernelInitializer: 'heNormal' }),
        ...(place === 0 && { inputShape: [features] }),
      }),
    );
  });
  return model;
}
