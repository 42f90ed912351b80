export { lossSlices, type Slice } from './curves/lossSlices.ts';
export { type CurvePoint, sampleCurve } from './curves/sampleCurve.ts';
