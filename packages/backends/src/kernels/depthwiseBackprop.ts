import { type ConvolutionShape, convolutionShape, four } from './convolutionShape.ts';
import { wasmKernel } from './KernelCall.ts';

/**
 * Visits every pair of pixels that a depthwise convolution joins.
 *
 * @param visit gets the indices of the first channel of the input's pixel, the output's pixel and the
 *   filter's tap
 */
function forEachTap(
  shape: ConvolutionShape,
  visit: (input: number, output: number, tap: number) => void,
): void {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, padInfo } = shape;
  for (let filterY = 0; filterY < shape.filterHeight; filterY++) {
    for (let filterX = 0; filterX < shape.filterWidth; filterX++) {
      const tap = (filterY * shape.filterWidth + filterX) * outChannels;
      for (let image = 0; image < shape.batchSize; image++) {
        for (let outY = 0; outY < outHeight; outY++) {
          const y = outY * shape.strideHeight + filterY * shape.dilationHeight - padInfo.top;
          if (y < 0 || y >= inHeight) continue;
          for (let outX = 0; outX < outWidth; outX++) {
            const x = outX * shape.strideWidth + filterX * shape.dilationWidth - padInfo.left;
            if (x < 0 || x >= inWidth) continue;
            const input = ((image * inHeight + y) * inWidth + x) * inChannels;
            visit(input, ((image * outHeight + outY) * outWidth + outX) * outChannels, tap);
          }
        }
      }
    }
  }
}

/** The gradient of a depthwise convolution with respect to its filter. */
export const depthwiseBackpropFilter = wasmKernel('DepthwiseConv2dNativeBackpropFilter', (call) => {
  const x = call.input('x');
  const filterShape = four(call.attributes.filterShape, 'filterShape');
  const shape = convolutionShape(call.attributes, x.shape, filterShape, 'depthwise');
  const { inChannels, outChannels } = shape;
  const multiplier = outChannels / inChannels;
  const filterGradient = call.allocate(filterShape);
  const images = call.numbers(x);
  const gradients = call.numbers(call.input('dy'));
  // In double precision, because every number sums over all pixels of the batch.
  const sum = new Float64Array(shape.filterHeight * shape.filterWidth * outChannels);
  forEachTap(shape, (input, output, tap) => {
    for (let channel = 0, out = 0; channel < inChannels; channel++) {
      const value = images[input + channel] ?? 0;
      for (let copy = 0; copy < multiplier; copy++, out++) {
        sum[tap + out] = (sum[tap + out] ?? 0) + value * (gradients[output + out] ?? 0);
      }
    }
  });
  call.numbers(filterGradient).set(sum);
  return filterGradient;
});

/** The gradient of a depthwise convolution with respect to its images. */
export const depthwiseBackpropInput = wasmKernel('DepthwiseConv2dNativeBackpropInput', (call) => {
  const filter = call.input('filter');
  const inputShape = four(call.attributes.inputShape, 'inputShape');
  const shape = convolutionShape(call.attributes, inputShape, filter.shape, 'depthwise');
  const { inChannels, outChannels } = shape;
  const multiplier = outChannels / inChannels;
  const imageGradient = call.allocate(inputShape);
  const weights = call.numbers(filter);
  const gradients = call.numbers(call.input('dy'));
  const images = call.numbers(imageGradient).fill(0);
  forEachTap(shape, (input, output, tap) => {
    for (let channel = 0, out = 0; channel < inChannels; channel++) {
      let value = images[input + channel] ?? 0;
      for (let copy = 0; copy < multiplier; copy++, out++) {
        value += (gradients[output + out] ?? 0) * (weights[tap + out] ?? 0);
      }
      images[input + channel] = value;
    }
  });
  return imageGradient;
});
