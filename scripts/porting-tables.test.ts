import { expect, test } from 'vitest';

import { allLosses, findLoss } from '../packages/losses/src/registry.ts';
import { portingRows } from './porting-tables.mjs';

const known = allLosses.map(({ declaration }) => declaration.name);
const rows = portingRows(known);

/** The losses that each name of another library is ported to, where it is that loss; a score is none. */
const meanings = new Map<string, Set<string>>();
for (const { names, losses } of rows.filter(({ isTheLoss }) => isTheLoss)) {
  for (const name of names.filter((one) => !one.endsWith('_score'))) {
    meanings.set(name, new Set([...(meanings.get(name) ?? []), ...losses]));
  }
}

test('the porting tables are read', () => {
  expect(rows.length).toBeGreaterThan(100);
  expect(meanings.get('torch.nn.functional.huber_loss')).toEqual(new Set(['huber']));
  expect(meanings.get('tfr.keras.losses.ListMLELoss')).toEqual(new Set(['listMle']));
});

test.each([...meanings])('%s finds what it is ported to', (name, losses) => {
  try {
    const found = findLoss(name).declaration.name;
    expect(losses).toContain(found);
  } catch (error) {
    // A name of several losses may be refused with them.
    if (losses.size < 2) throw error;
    for (const loss of losses) expect(String(error)).toContain(loss);
  }
});
