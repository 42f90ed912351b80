import { packageOrigin } from '../dataPackages/packageOrigin.ts';
import { readPackageTable } from '../dataPackages/readPackageTable.ts';
import { defineTask } from '../defineTask.ts';
import { denseNetwork } from '../models/denseNetwork.ts';
import { once } from '../once.ts';
import { splitTable } from '../splitTable.ts';
import type { Task } from '../Task.ts';
import { tableInputs } from '../tableInputs.ts';

const FILE = {
  package: 'vega-datasets',
  version: '3.2.1',
  file: 'data/penguins.json',
  sha256: '0facf769609f1205b82cbceb8238c36af3e6147a0ca0e163902cc6281ce3e917',
  description: 'penguins near Palmer Station, Antarctica (Gorman and others 2014)',
  licence: 'CC0 1.0',
  rows: 333,
};

const FEATURES = ['Beak Length (mm)', 'Beak Depth (mm)', 'Flipper Length (mm)', 'Body Mass (g)', 'Sex'];
const SPECIES = ['Adelie', 'Chinstrap', 'Gentoo'];

/**
 * The task `penguins`: which of three species a penguin is, by four measures and its sex. Eleven of the 344 penguins lack a cell and are
 * left out. Seeds divide one data set, each species alike.
 */
export function penguinsTask(): Task {
  const read = once(async () => {
    const table = await readPackageTable('penguins', FILE, {
      columns: [...FEATURES, 'Species'],
      missing: 'drop',
    });
    const { ids } = table.column('Species').categories();
    return {
      inputs: tableInputs(table, FILE.file, FEATURES, []),
      targets: { values: ids, rowShape: [] },
    };
  });
  return defineTask({
    name: 'penguins',
    target: 'multiclass',
    classNames: SPECIES,
    note: 'left out 11 of 344 rows without a value',
    origin: packageOrigin(FILE),
    sampling: 'split',
    async data({ seed }) {
      const { inputs, targets } = await read();
      return splitTable(inputs, targets, { seed, stratify: true });
    },
    model: ({ inputShape: [columns = 1], outputs }) => denseNetwork(columns, [8], outputs),
    steps: 200,
  });
}
