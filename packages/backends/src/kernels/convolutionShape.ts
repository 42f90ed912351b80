import * as tf from '@tensorflow/tfjs-core';

type Sizes = tf.backend_util.Conv3DInfo;
type Pad2D = Parameters<typeof tf.backend_util.computeConv2DInfo>[4];
type Rounding = Parameters<typeof tf.backend_util.computeConv2DInfo>[5];

/** The sizes of a convolution of channels-last volumes. Images are volumes of depth 1. */
export type ConvolutionShape = Omit<
  Sizes,
  'padInfo' | 'inShape' | 'outShape' | 'filterShape' | 'dataFormat'
> & {
  readonly padInfo: Pick<Sizes['padInfo'], 'front' | 'top' | 'left'>;
};

function expected(what: string, got: unknown): TypeError {
  return new TypeError(`convolution: expected ${what}, got ${JSON.stringify(got)}.`);
}

/** Reads a tuple of numbers, or one number that stands for all of them. */
function numbersOf(value: unknown, length: number, name: string): number[] {
  const list: unknown[] = Array.isArray(value) ? value : Array.from({ length }, () => value);
  const numbers = list.filter((one) => typeof one === 'number');
  if (numbers.length !== length) throw expected(`${name} to be ${length} numbers`, value);
  return numbers;
}

function two(value: unknown, name: string): [number, number] {
  const [a = 1, b = 1] = numbersOf(value, 2, name);
  return [a, b];
}

function three(value: unknown, name: string): [number, number, number] {
  const [a = 1, b = 1, c = 1] = numbersOf(value, 3, name);
  return [a, b, c];
}

/** Reads a shape of images: four numbers. */
export function four(value: unknown, name: string): [number, number, number, number] {
  const [a = 1, b = 1, c = 1, d = 1] = numbersOf(value, 4, name);
  return [a, b, c, d];
}

function five(value: unknown, name: string): [number, number, number, number, number] {
  const [a = 1, b = 1, c = 1, d = 1, e = 1] = numbersOf(value, 5, name);
  return [a, b, c, d, e];
}

function padOf(value: unknown): Pad2D {
  if (value === 'same' || value === 'valid' || typeof value === 'number') return value;
  if (!Array.isArray(value) || value.length !== 4)
    throw expected("pad 'same', 'valid', a number or 4 pairs", value);
  const [a, b, c, d] = value;
  return [two(a, 'pad'), two(b, 'pad'), two(c, 'pad'), two(d, 'pad')];
}

function roundingOf(value: unknown): Rounding {
  if (value === undefined || value === null) return undefined;
  if (value === 'floor' || value === 'round' || value === 'ceil') return value;
  throw expected("dimRoundingMode 'floor', 'round' or 'ceil'", value);
}

/** Images as volumes of depth 1. */
function asVolume(info: tf.backend_util.Conv2DInfo): ConvolutionShape {
  return {
    ...info,
    inDepth: 1,
    outDepth: 1,
    filterDepth: 1,
    effectiveFilterDepth: 1,
    strideDepth: 1,
    dilationDepth: 1,
    padInfo: { front: 0, top: info.padInfo.top, left: info.padInfo.left },
  };
}

/**
 * The sizes of a convolution, from a kernel's attributes.
 *
 * @param inputShape `[batch, (depth,) height, width, channels]`
 * @param filterShape `[(depth,) height, width, inChannels, outChannels]`; for a depthwise one the last is the
 *   multiplier
 */
export function convolutionShape(
  attributes: tf.NamedAttrMap,
  inputShape: unknown,
  filterShape: unknown,
  kind: 'full' | 'depthwise' = 'full',
): ConvolutionShape {
  const { strides, dilations = 1, pad, dimRoundingMode } = attributes;
  if (Array.isArray(inputShape) && inputShape.length === 5) {
    const volumePad = padOf(pad);
    if (Array.isArray(volumePad)) throw expected("pad 'same', 'valid' or a number", pad);
    return tf.backend_util.computeConv3DInfo(
      five(inputShape, 'inputShape'),
      five(filterShape, 'filterShape'),
      three(strides, 'strides'),
      three(dilations, 'dilations'),
      volumePad,
    );
  }
  return asVolume(
    tf.backend_util.computeConv2DInfo(
      four(inputShape, 'inputShape'),
      four(filterShape, 'filterShape'),
      two(strides, 'strides'),
      two(dilations, 'dilations'),
      padOf(pad),
      roundingOf(dimRoundingMode),
      kind === 'depthwise',
    ),
  );
}

/**
 * The sizes of a pooling.
 *
 * @param inputShape `[batch, (depth,) height, width, channels]`
 */
export function poolingShape(attributes: tf.NamedAttrMap, inputShape: unknown): ConvolutionShape {
  const { filterSize, strides, dilations = 1, pad, dimRoundingMode } = attributes;
  if (Array.isArray(inputShape) && inputShape.length === 5) {
    const volumePad = padOf(pad);
    if (Array.isArray(volumePad)) throw expected("pad 'same', 'valid' or a number", pad);
    return tf.backend_util.computePool3DInfo(
      five(inputShape, 'inputShape'),
      three(filterSize, 'filterSize'),
      three(strides, 'strides'),
      three(dilations, 'dilations'),
      volumePad,
      roundingOf(dimRoundingMode),
    );
  }
  return asVolume(
    tf.backend_util.computePool2DInfo(
      four(inputShape, 'inputShape'),
      two(filterSize, 'filterSize'),
      two(strides, 'strides'),
      two(dilations, 'dilations'),
      padOf(pad),
      roundingOf(dimRoundingMode),
    ),
  );
}

/** Explicit paddings follow the axes of the images, so they turn with them. */
export function channelsLastAttributes(attributes: tf.NamedAttrMap): tf.NamedAttrMap {
  const pad = padOf(attributes.pad);
  if (!Array.isArray(pad)) return attributes;
  const [batch, channels, height, width] = pad;
  return { ...attributes, pad: [batch, height, width, channels] };
}
