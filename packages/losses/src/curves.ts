export { lossSlices } from './curves/lossSlices.ts';
export type { CurvePoint, Slice } from './curves/Slice.ts';
export { sampleCurve, sampleValues } from './curves/sampleCurve.ts';
