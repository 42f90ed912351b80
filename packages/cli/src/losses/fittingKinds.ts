import type { LossDeclaration } from '@losskit/losses/contract';
import type { KindName } from '@losskit/tasks/kind-names';
import { KINDS } from '@losskit/tasks/kinds';

/** The kinds of target whose models a loss can train. */
export function fittingKinds(declaration: LossDeclaration): readonly KindName[] {
  return Object.values(KINDS)
    .filter((kind) => kind.fits(declaration))
    .map(({ name }) => name);
}
