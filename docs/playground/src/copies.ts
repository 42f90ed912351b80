import { callText } from './callText.ts';
import type { Setup } from './experiment.ts';
import type { LossChoice } from './losses.ts';
import { readLossText } from './lossText.ts';
import { type Data, PRESET } from './presets.ts';
import type { State } from './state.ts';

/** The command that asks the question of a state on a built-in task. */
export function commandOf({ preset, losses }: State): string {
  const { task, stress } = PRESET[preset].command;
  return `npx losskit compare ${task} --losses ${[...new Set(losses.map(({ text }) => text))].join()} --stress ${stress} --seeds 10`;
}

function expressionOf(text: string, choices: readonly LossChoice[]): string {
  const { name, options } = readLossText(text);
  const targets = choices.find((choice) => choice.name === name)?.isSigned
    ? 'tf.sub(tf.mul(yTrue, 2), 1)'
    : 'yTrue';
  return `(yTrue, yPred) => ${callText(name, [targets, 'yPred'], options)}`;
}

/** A program that trains the losses of a state on the points that are shown, each with its learning rate. */
export function codeOf(
  setups: readonly Setup[],
  { optimizer, preset }: State,
  { train: { inputs, targets } }: Data,
  choices: readonly LossChoice[],
  steps: number,
): string {
  const features = PRESET[preset].isLine ? 1 : 2;
  const names = [...new Set(setups.map(({ loss }) => readLossText(loss).name))].sort();
  const entries = setups.map(
    ({ loss, learningRate }) => `  ['${loss}', ${learningRate}, ${expressionOf(loss, choices)}],`,
  );
  return `import * as tf from '@tensorflow/tfjs';
import { ${[...names, optimizer, 'train'].join(', ')} } from 'losskit';
import { exponential } from 'losskit/schedules';

const inputs = tf.tensor2d(${JSON.stringify(inputs)});
const targets = tf.tensor1d(${JSON.stringify(targets)});
const losses = [
${entries.join('\n')}
];
for (const [name, learningRate, loss] of losses) {
  const weights = tf.variable(tf.zeros([${features}, 1]));
  const intercept = tf.variable(tf.zeros([1]));
  const predict = (x) => tf.reshape(tf.add(tf.matMul(x, weights), intercept), [-1]);
  const schedule = exponential({ learningRate, decayRate: 0.001, decaySteps: ${steps} });
  const progress = train({
    model: { variables: { weights, intercept }, predict },
    batches: new Array(${steps}).fill({ inputs, targets }),
    loss,
    optimizer: ${optimizer}({ learningRate: schedule }),
  });
  for await (const _ of progress);
  console.log(name, [...weights.dataSync(), ...intercept.dataSync()].join(' '));
}
`;
}
