import { cpuBackend } from './cpuBackend.ts';
import { dataOf, trainModel, trainSeed } from './experiment.ts';
import { findRate } from './findRate.ts';
import { judgeSeeds } from './judgeSeeds.ts';
import { lossChoices } from './losses.ts';
import type { Order, Report } from './messages.ts';
import { landscape, lossCurves } from './pictures.ts';
import { PRESET, STEPS } from './presets.ts';

/** Steps between two frames of a paced run, and milliseconds: at most 30 messages a second. */
const STEPS_A_FRAME = 2;
const MILLISECONDS_A_FRAME = 34;
const STEPS_A_LANDSCAPE = 60;

const tell = (report: Report) => postMessage(report);
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

let current = 0;
let paused = false;
let goOn = () => {};

async function turn(): Promise<void> {
  await pause(MILLISECONDS_A_FRAME);
  while (paused) {
    await new Promise<void>((resolve) => {
      goOn = resolve;
    });
  }
}

async function trainOrder({
  kind,
  run,
  setup,
  start,
  paced,
}: Extract<Order, { kind: 'train' | 'show' }>): Promise<void> {
  tell({ kind: 'begin', run, data: dataOf(setup), curves: lossCurves(setup.loss, setup.preset) });
  tell({ kind: 'landscape', run, landscape: landscape(setup, start ?? []) });
  if (kind === 'show') return;
  let last = start ?? [];
  for await (const frame of trainModel(setup, { every: paced ? STEPS_A_FRAME : STEPS / 20, start })) {
    if (run !== current) return;
    last = frame.parameters;
    tell({ kind: 'frame', run, frame });
    // That of classes depends on the intercept, which is trained as well.
    const isDue = frame.step % STEPS_A_LANDSCAPE === 0 && frame.step > 0;
    if (isDue && !PRESET[setup.preset].isLine)
      tell({ kind: 'landscape', run, landscape: landscape(setup, last) });
    if (paced) await turn();
    if (run !== current) return;
  }
  tell({ kind: 'landscape', run, landscape: landscape(setup, last) });
  tell({ kind: 'end', run });
}

/** What ends a search that is no longer asked for. */
class SearchStopped extends Error {}

async function searchOrder({ run, question }: Extract<Order, { kind: 'search' }>): Promise<void> {
  try {
    const found = await findRate(question, async (done, all) => {
      tell({ kind: 'searched', run, done, all });
      // Lets orders in.
      await pause(0);
      if (run !== current) throw new SearchStopped();
    });
    tell({ kind: 'found', run, found });
  } catch (error) {
    if (!(error instanceof SearchStopped)) throw error;
  }
}

/** What was asked for before is no longer. */
function beginRun(run: number): void {
  current = run;
  paused = false;
  goOn();
}

async function obey(order: Order): Promise<void> {
  switch (order.kind) {
    case 'choices': {
      const [line, classes] = [lossChoices('line'), lossChoices('classes')];
      return tell({ kind: 'choices', choices: { line, classes, imbalance: classes, noise: classes } });
    }
    case 'show':
    case 'train':
      beginRun(order.run);
      return trainOrder(order);
    case 'search':
      beginRun(order.run);
      return searchOrder(order);
    case 'pause':
      paused = order.paused;
      return goOn();
    case 'seeds':
      beginRun(order.run);
      for (const seed of order.seeds) {
        const result = await trainSeed(order.setup, seed);
        // Lets orders in.
        await pause(0);
        if (order.run !== current) return;
        tell({ kind: 'seed', run: order.run, result });
      }
      return;
    case 'judge': {
      const { run, preset, losses } = order;
      return tell({ kind: 'judged', run, judged: judgeSeeds(preset, losses) });
    }
  }
}

addEventListener('message', ({ data }: MessageEvent<Order>) => {
  cpuBackend
    .then(() => obey(data))
    .catch((error: unknown) => {
      const run = 'run' in data ? data.run : 0;
      tell({ kind: 'failure', run, message: error instanceof Error ? error.message : String(error) });
    });
});
