export { constant } from './schedules/constant.ts';
export { type CosineDecayOptions, cosineDecay } from './schedules/cosineDecay.ts';
export { type ExponentialOptions, exponential } from './schedules/exponential.ts';
export { type InverseSquareRootOptions, inverseSquareRoot } from './schedules/inverseSquareRoot.ts';
export { type JoinOptions, join } from './schedules/join.ts';
export { type LinearOptions, linear } from './schedules/linear.ts';
export { type OneCycleOptions, oneCycle } from './schedules/oneCycle.ts';
export { type PiecewiseOptions, piecewise } from './schedules/piecewise.ts';
export { type PolynomialOptions, polynomial } from './schedules/polynomial.ts';
export {
  type PlateauState,
  type ReduceOnPlateau,
  type ReduceOnPlateauOptions,
  reduceOnPlateau,
} from './schedules/reduceOnPlateau.ts';
export { describeSchedule, type Schedule } from './schedules/Schedule.ts';
export { type StepDecayOptions, stepDecay } from './schedules/stepDecay.ts';
export { type WarmRestartsOptions, warmRestarts } from './schedules/warmRestarts.ts';
export { type WarmupOptions, warmup } from './schedules/warmup.ts';
