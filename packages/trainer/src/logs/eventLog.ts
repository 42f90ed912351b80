import { join } from 'node:path';
import { nodeFileSystem } from '@losskit/files';

import type { HistoryRow } from '../loop/history.ts';
import type { NamedTensors } from '../model/NamedTensors.ts';
import { encodeEvent, encodeVersion, type Histogram, histogramOf, stepOfEvent } from './events.ts';
import { checkFromStep, openLogFile, readLog } from './LogFile.ts';
import { concatBytes } from './protobuf.ts';
import { frameRecord, readRecords } from './records.ts';
import type { LogOptions, TrainingLog } from './TrainingLog.ts';

/** Options of {@link eventLog}. */
export interface EventLogOptions extends LogOptions {
  /** Milliseconds since 1970, for the time of an event; decides nothing. Default `Date.now`. */
  readonly clock?: (() => number) | undefined;
}

/** A log for TensorBoard. */
export interface EventLog extends TrainingLog {
  /** Adds a row, and the distribution of each tensor where given, such as of a model's variables. */
  write(row: HistoryRow, histograms?: NamedTensors): Promise<void>;
}

/** TensorBoard takes every file with "tfevents" in its name. */
const FILE = 'events.out.tfevents.losskit';

async function histogramsOf(tensors: NamedTensors): Promise<Record<string, Histogram>> {
  const histograms: Record<string, Histogram> = {};
  for (const [name, tensor] of Object.entries(tensors)) {
    const histogram = histogramOf(await tensor.data());
    if (histogram) histograms[name] = histogram;
  }
  return histograms;
}

/**
 * Writes a run for TensorBoard: `tensorboard --logdir <folder>`. Each column of a row but `step` is a scalar,
 * each tensor a histogram of 30 buckets; numbers are float32 there.
 *
 * @throws RangeError if `fromStep` is not an integer >= 0; LosskitError `file-unwritable`, from its methods
 *   too.
 * @example
 * ```ts
 * import { train } from '@losskit/trainer';
 * const log = await eventLog('runs/first');
 * for await (const { history } of train({ model, batches, loss, optimizer, steps: 100 })) {
 *   const row = history.rows.at(-1);
 *   if (row) await log.write(row, model.variables);
 * }
 * await log.close();
 * ```
 */
export async function eventLog(
  folder: string,
  { fromStep = 0, files = nodeFileSystem, clock = Date.now }: EventLogOptions = {},
): Promise<EventLog> {
  checkFromStep('eventLog', fromStep);
  const path = join(folder, FILE);
  const seconds = () => clock() / 1000;
  const before = fromStep > 0 ? [...readRecords(await readLog(path, files))] : [];
  const kept = before.filter((message) => stepOfEvent(message) <= fromStep);
  const messages = kept.length > 0 ? kept : [encodeVersion(seconds())];
  const file = await openLogFile(path, concatBytes(messages.map(frameRecord)), files);
  return {
    async write({ step = 0, ...scalars }, tensors = {}) {
      const histograms = await histogramsOf(tensors);
      await file.append(frameRecord(encodeEvent({ wallTime: seconds(), step, scalars, histograms })));
    },
    close: file.close,
  };
}
