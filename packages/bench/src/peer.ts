export type {
  Case,
  Layer,
  LossWork,
  OptimizerChoice,
  ProductWork,
  TrainingWork,
  UpdateWork,
  Work,
} from './cases/Case.ts';
export type { NamedValues } from './cases/NamedValues.ts';
export { type Problem, valuesOf, weightsOf } from './cases/problem.ts';
export { type Peer, type Runner, UnsupportedCase } from './protocol/Peer.ts';
export { servePeer } from './protocol/servePeer.ts';
