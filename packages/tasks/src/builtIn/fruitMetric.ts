import { randomStream } from '@losskit/random';

import { defineTask } from '../defineTask.ts';
import { renderIndividual } from '../fruit/renderIndividual.ts';
import { pictureNetwork } from '../models/pictureNetwork.ts';
import type { Task } from '../Task.ts';
import { FRUIT_KINDS } from './fruit.ts';

const SIZE = 32;
const COMPONENTS = 16;
/** Fruits of a part, a third of each kind, and pictures of each. */
const PARTS = {
  train: { fruits: 60, pictures: 15 },
  validation: { fruits: 30, pictures: 6 },
  test: { fruits: 60, pictures: 6 },
};

/** Pictures of fruits that no other part has: a label for each fruit. */
function drawPart(seed: number, part: keyof typeof PARTS) {
  const { fruits, pictures } = PARTS[part];
  const size = SIZE * SIZE * 3;
  const values = new Uint8Array(fruits * pictures * size);
  const labels = Int32Array.from({ length: fruits * pictures }, (_, row) => row % fruits);
  const names: string[] = [];
  labels.forEach((fruit, row) => {
    const kind = FRUIT_KINDS[fruit % FRUIT_KINDS.length] ?? 'apple';
    const individual = randomStream(seed, `fruit metric ${part} fruit`, fruit);
    const picture = randomStream(seed, `fruit metric ${part} picture`, row);
    values.set(renderIndividual(kind, individual, picture, SIZE), row * size);
    names.push(`${kind} ${fruit}`);
  });
  return {
    inputs: { values, rowShape: [SIZE, SIZE, 3] },
    targets: { values: labels, rowShape: [] },
    names,
  };
}

/**
 * The embedded task `fruit-metric`: is it the same fruit? Pictures of one fruit, in new poses, light and surroundings, are to be near each
 * other. The fruits of the test part are others than those that were trained on, so nothing is won by learning their names. Judged by
 * retrieval, with the mean average precision at R. Each seed draws its own fruits.
 */
export function fruitMetricTask(): Task {
  const { train, test } = PARTS;
  return defineTask({
    name: 'fruit-metric',
    target: 'embedding',
    origin: {
      kind: 'embedded',
      description: `${train.pictures} pictures of each of ${train.fruits} fruits, and ${test.pictures} of each of ${test.fruits} others, drawn anew for each seed`,
      rows: Object.values(PARTS).reduce((sum, { fruits, pictures }) => sum + fruits * pictures, 0),
    },
    sampling: 'fresh',
    data: ({ seed }) => ({
      train: drawPart(seed, 'train'),
      validation: drawPart(seed, 'validation'),
      test: drawPart(seed, 'test'),
    }),
    model: ({ seed, inputShape }) => pictureNetwork(inputShape, COMPONENTS, seed),
    losses: ['contrastive', 'tripletMargin', 'cosineEmbedding', 'ntXent', 'supervisedContrastive', 'circle'],
    batchSize: 90,
    steps: 300,
  });
}
