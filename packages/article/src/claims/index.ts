import type { Claim } from '../Claim.ts';
import { calculusClaims } from './calculus.ts';
import { classClaims } from './classes.ts';
import { crossEntropyClaims } from './crossEntropy.ts';
import { crossEntropyFormulaClaims } from './crossEntropyFormulas.ts';
import { entropyClaims } from './entropy.ts';
import { focalClaims } from './focal.ts';
import { huberClaims } from './huber.ts';
import { lossAndCostClaims } from './lossAndCost.ts';
import { meanAbsoluteErrorClaims } from './meanAbsoluteError.ts';
import { meanSquaredErrorClaims } from './meanSquaredError.ts';
import { networkClaims } from './network.ts';
import { outlierClaims } from './outliers.ts';
import { pictureClaims } from './pictures.ts';
import { regularizationClaims } from './regularization.ts';

const registered = [
  ...lossAndCostClaims,
  ...meanAbsoluteErrorClaims,
  ...meanSquaredErrorClaims,
  ...outlierClaims,
  ...crossEntropyClaims,
  ...crossEntropyFormulaClaims,
  ...classClaims,
  ...entropyClaims,
  ...huberClaims,
  ...regularizationClaims,
  ...focalClaims,
  ...calculusClaims,
  ...networkClaims,
  ...pictureClaims,
] as const;

export type ClaimId = (typeof registered)[number]['id'];

/** Every claim, by subject. */
export const allClaims: readonly Claim<ClaimId>[] = registered;
