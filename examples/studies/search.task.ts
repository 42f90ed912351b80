import { randomStream } from '@losskit/random';
import { defineTask } from '@losskit/tasks';
import * as tf from '@tensorflow/tfjs';

const ITEMS = 12;
const FEATURES = 6;
const LISTS = { train: 60, validation: 60, test: 160 };

/** A list of the length of one search: between 6 and 12 items. */
function drawList(seed: number, part: string, list: number) {
  const stream = randomStream(seed, `search ${part}`, list);
  const length = 6 + stream.integer(ITEMS - 5);
  // How well anything answers this search: it moves all items of the list, and is nothing that an order could use.
  const ease = stream.normal(0, 2);
  const items = Array.from({ length }, () => {
    const features = Array.from({ length: FEATURES }, () => stream.normal(0, 1));
    const [fit = 0, freshness = 0, length = 0] = features;
    return { features, worth: fit + 0.5 * Math.abs(freshness) - 0.3 * length ** 2 + ease };
  });
  const relevances = items.map(({ worth }) =>
    Math.min(4, Math.max(0, Math.round(worth + stream.normal(0, 0.5)))),
  );
  const padding = Array.from({ length: ITEMS - length }, () => new Array<number>(FEATURES).fill(0));
  return { inputs: [...items.map(({ features }) => features), ...padding], targets: relevances };
}

function drawPart(seed: number, part: keyof typeof LISTS) {
  const lists = Array.from({ length: LISTS[part] }, (_, list) => drawList(seed, part, list));
  return { inputs: lists.map(({ inputs }) => inputs), targets: lists.map(({ targets }) => targets) };
}

/** Items that a search found, of relevance 0 to 4, by six features of each. Searches are easy or hard as a whole. */
export const search = defineTask({
  name: 'search',
  target: 'ranking',
  sampling: 'fresh',
  data: ({ seed }) => ({
    train: drawPart(seed, 'train'),
    validation: drawPart(seed, 'validation'),
    test: drawPart(seed, 'test'),
  }),
  // Dense layers work along the last axis: every item gets its score from the same network.
  model: ({ inputShape }) =>
    tf.sequential({
      layers: [tf.layers.dense({ units: 16, activation: 'relu', inputShape }), tf.layers.dense({ units: 1 })],
    }),
  batchSize: 16,
});
