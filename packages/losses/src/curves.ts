export { lossSlices } from './curves/lossSlices.ts';
export type { CurvePoint, Slice } from './curves/Slice.ts';
export { sampleCurve } from './curves/sampleCurve.ts';
