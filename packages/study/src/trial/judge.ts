import { type FloatRows, type NamedRows, type Rows, takeRows } from '@losskit/data';
import { LosskitError } from '@losskit/errors';
import type { JudgedPart, TrainedModel } from '@losskit/tasks';
import type { Tensors, ValidationMetrics } from '@losskit/trainer';
import * as tf from '@tensorflow/tfjs-core';
import { predictRows } from './predictRows.ts';
import type { PreparedTrial } from './prepareTrial.ts';

type Values = Readonly<Record<string, number>>;

/** Predictions in the units of the task's targets. */
export function inOriginalUnits({ data }: PreparedTrial, predictions: FloatRows): FloatRows {
  return data.targetScaler ? data.targetScaler.unscale(predictions) : predictions;
}

/** Metrics cannot judge what is not finite; it is the training that went wrong, not they. */
function checkFinite(part: string, { values }: FloatRows): void {
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong === undefined) return;
  throw new LosskitError(
    'loss-not-finite',
    `train: expected finite predictions on the ${part} part, got ${wrong}; a lower learning rate may help.`,
  );
}

/** What the model of a trial predicts for rows of inputs. */
export async function predictionsOf(trial: PreparedTrial, inputs: Rows | NamedRows): Promise<FloatRows> {
  const { model, link } = trial;
  const predicted = await predictRows(inputs, (batch) =>
    link.predictions(model.predict(batch, { training: false })),
  );
  return inOriginalUnits(trial, predicted);
}

/** A part's predictions, and the panel of metrics on them. */
export async function judge(
  trial: PreparedTrial,
  part: JudgedPart,
): Promise<{ readonly values: Values; readonly predictions: FloatRows }> {
  const { task, data, shape } = trial;
  const predictions = await predictionsOf(trial, data[part].inputs);
  checkFinite(part, predictions);
  const panel = task.openPanel(shape);
  panel.update(data[part].targets, predictions);
  return { values: panel.compute(), predictions };
}

/** The panel on the test part for the best model that looks at no input, and what is known of it in the task's own measurements. */
export function judgeTrivial({ task, data, shape }: PreparedTrial): Values {
  const panel = task.openPanel(shape);
  panel.update(data.test.targets, task.trivial(data, 'test', shape));
  const measured = { ...task.trivialMeasurements, ...panel.compute() };
  const values = Object.entries(measured).filter(([, value]) => Number.isFinite(value));
  return Object.fromEntries(values);
}

/** The panel on the validation part as training goes through it, batch by batch. */
export function validationMetrics(trial: PreparedTrial): ValidationMetrics {
  const { task, data, shape, link } = trial;
  return {
    directions: Object.fromEntries(
      task.metrics.map(({ name, higherIsBetter }) => [name, higherIsBetter ? 'max' : 'min']),
    ),
    prepare: (outputs) => link.predictions(outputs),
    create() {
      const panel = task.openPanel(shape);
      return {
        async update({ indices = [] }, outputs: Tensors) {
          const predicted = onlyOutput(outputs);
          const values = Float32Array.from(await predicted.data());
          const rows = inOriginalUnits(trial, { values, rowShape: predicted.shape.slice(1) });
          checkFinite('validation', rows);
          // The batch's own targets may be scaled or in another form, for the loss.
          panel.update(takeRows(data.validation.targets, indices), rows);
        },
        compute: () => panel.compute(),
      };
    },
  };
}

function onlyOutput(outputs: Tensors): tf.Tensor {
  if (outputs instanceof tf.Tensor) return outputs;
  throw new RangeError('task: expected a model with one output, got several.');
}

/** The trained model as the task's own functions see it. */
export function trainedModel(trial: PreparedTrial, seed: number): TrainedModel {
  const { data, model, loss, link } = trial;
  return {
    seed,
    data,
    loss,
    variables: model.variables,
    predict: (inputs) => predictionsOf(trial, inputs),
    outputs: (inputs) =>
      predictRows(inputs, (batch) => onlyOutput(link.judged(model.predict(batch, { training: false })))),
  };
}
