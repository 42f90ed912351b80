import type { Graph } from '../graph/Graph.ts';
import type { View } from '../graph/View.ts';
import { UnsupportedError } from '../kernels/Kernel.ts';
import { batchMatMul } from '../kernels/products/batchMatMul.ts';
import type { LoweredCall, Lowering } from './Lowering.ts';

/** Rows or columns of a picture that another one is made of, with the share of each. */
type Shares = readonly (readonly [place: number, share: number])[];

interface Sampling {
  readonly from: number;
  readonly to: number;
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

type SharesOf = (place: number, sampling: Sampling) => Shares;

function stepOf({ from, to, alignCorners }: Sampling): number {
  return alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
}

/** As tfjs rounds. */
const nearest: SharesOf = (place, sampling) => {
  const exact = stepOf(sampling) * (place + (sampling.halfPixelCenters ? 0.5 : 0));
  const rounded = sampling.alignCorners ? Math.round(exact) : Math.floor(exact);
  return [[Math.max(0, Math.min(sampling.from - 1, rounded)), 1]];
};

const bilinear: SharesOf = (place, sampling) => {
  const step = stepOf(sampling);
  const exact = sampling.halfPixelCenters ? step * (place + 0.5) - 0.5 : step * place;
  const below = Math.max(0, Math.floor(exact));
  const above = Math.min(sampling.from - 1, Math.ceil(exact));
  return [
    [below, 1 - (exact - below)],
    [above, exact - below],
  ];
};

/** A row for each place of the larger picture with its shares of the smaller one; or the transpose of that. */
function matrixOf(graph: Graph, sampling: Sampling, sharesOf: SharesOf, isTransposed: boolean): View {
  const { from, to } = sampling;
  const values = new Float32Array(from * to);
  for (let row = 0; row < to; row++) {
    for (const [column, share] of sharesOf(row, sampling)) {
      const place = isTransposed ? column * to + row : row * from + column;
      values[place] = (values[place] ?? 0) + share;
    }
  }
  return graph.constant(values, { shape: isTransposed ? [from, to] : [to, from], dtype: 'float32' });
}

function product(graph: Graph, matrix: View, operands: View): View {
  const [batch = 1, , columns = 1] = operands.shape;
  const inputs = [matrix, operands].map(({ shape, value: { dtype } }) => ({ shape, dtype }));
  const outputs = [{ shape: [batch, matrix.shape[0] ?? 1, columns], dtype: 'float32' }] as const;
  const plan = batchMatMul({ inputs, outputs, attributes: {} });
  const [result] = graph.kernel('BatchMatMul', plan, [matrix, operands], outputs, {});
  if (!result) throw new UnsupportedError('a picture of another size has no code');
  return result;
}

/** Products with the rows' shares and with the columns': a number that is none then spoils its row and column. */
function resampled(graph: Graph, images: View, rows: View, columns: View): View {
  const [batch = 1, height = 1, width = 1, channels = 1] = images.shape;
  const [newHeight = 1, newWidth = 1] = [rows.shape[0], columns.shape[0]];
  const tall = product(graph, rows, graph.reshape(images, [batch, height, width * channels]));
  const lines = graph.reshape(tall, [batch * newHeight, width, channels]);
  return graph.reshape(product(graph, columns, lines), [batch, newHeight, newWidth, channels]);
}

function matrices(
  graph: Graph,
  call: LoweredCall,
  {
    small,
    large,
    sharesOf,
    isGradient,
  }: {
    readonly small: readonly number[];
    readonly large: readonly number[];
    readonly sharesOf: SharesOf;
    readonly isGradient: boolean;
  },
): readonly [View, View] {
  const along = (axis: 1 | 2) => {
    const sampling = {
      from: small[axis] ?? 1,
      to: large[axis] ?? 1,
      alignCorners: call.flag('alignCorners'),
      // The gradients of tfjs know no others than whole pixels.
      halfPixelCenters: !isGradient && call.flag('halfPixelCenters'),
    };
    return matrixOf(graph, sampling, sharesOf, isGradient);
  };
  return [along(1), along(2)];
}

const resize =
  (sharesOf: SharesOf): Lowering =>
  (graph, call) => {
    const images = call.input('images');
    const given = { small: images.shape, large: call.output.shape, sharesOf, isGradient: false };
    return [resampled(graph, images, ...matrices(graph, call, given))];
  };

const gradient =
  (sharesOf: SharesOf): Lowering =>
  (graph, call) => {
    const dy = call.input('dy');
    const given = { small: call.input('images').shape, large: dy.shape, sharesOf, isGradient: true };
    return [graph.reshape(resampled(graph, dy, ...matrices(graph, call, given)), call.output.shape)];
  };

/** Pictures in another size, and the gradients of that. */
export const RESIZES: Readonly<Record<string, Lowering>> = {
  ResizeBilinear: resize(bilinear),
  ResizeBilinearGrad: gradient(bilinear),
  ResizeNearestNeighbor: resize(nearest),
  ResizeNearestNeighborGrad: gradient(nearest),
};
