import { contractChecks, testChecks } from '@losskit/testing';

import { allLosses } from './registry.ts';

for (const loss of allLosses) testChecks(loss.declaration.name, contractChecks(loss));
