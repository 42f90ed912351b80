import { cpuBackend } from './cpuBackend.ts';
import { dataOf, landscape, lossChoices, lossCurves, trainModel, trainSeed } from './experiment.ts';
import { judgeSeeds } from './judgeSeeds.ts';
import type { Order, Report } from './messages.ts';
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

async function obey(order: Order): Promise<void> {
  switch (order.kind) {
    case 'choices': {
      const [line, classes] = [lossChoices('line'), lossChoices('classes')];
      return tell({ kind: 'choices', choices: { line, classes, imbalance: classes, noise: classes } });
    }
    case 'show':
    case 'train':
      current = order.run;
      paused = false;
      goOn();
      return trainOrder(order);
    case 'pause':
      paused = order.paused;
      return goOn();
    case 'seeds':
      current = order.run;
      paused = false;
      goOn();
      for (const seed of order.seeds) {
        const result = await trainSeed(order.setup, seed);
        if (order.run !== current) return;
        tell({ kind: 'seed', run: order.run, result });
      }
      return;
    case 'judge': {
      const { run, preset, losses, learningRate } = order;
      return tell({ kind: 'judged', run, judged: judgeSeeds(preset, losses, learningRate) });
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
