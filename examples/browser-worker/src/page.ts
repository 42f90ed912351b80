import type { Message } from './worker.ts';

function add<Name extends keyof HTMLElementTagNameMap>(parent: Element, name: Name) {
  return parent.appendChild(document.createElement(name));
}

const main = document.querySelector('main') ?? document.body;
const status = document.querySelector('#status') ?? add(main, 'p');

function addPanel(task: string) {
  const section = add(main, 'section');
  section.id = task;
  add(section, 'h2').textContent = task;
  const bar = add(section, 'progress');
  bar.ariaLabel = `Progress of ${task}`;
  const losses = add(section, 'pre');
  losses.tabIndex = 0;
  losses.ariaLabel = `Losses of ${task}`;
  return { bar, losses, weights: add(section, 'p') };
}

const panels = new Map<string, ReturnType<typeof addPanel>>();
function panelOf(task: string) {
  const panel = panels.get(task) ?? addPanel(task);
  panels.set(task, panel);
  return panel;
}

function show(message: Message): void {
  if (message.kind === 'failure') status.textContent = message.message;
  if (message.kind === 'report') {
    const { task, step, steps, loss } = message.report;
    const { bar, losses } = panelOf(task);
    bar.max = steps;
    bar.value = step;
    losses.append(`step ${step} loss ${loss}\n`);
    status.textContent = `Training ${task}`;
  }
  if (message.kind === 'end') {
    panelOf(message.task).weights.textContent = `sha256 of the weights: ${message.weights}`;
    status.textContent = `${message.task} is trained`;
  }
}

const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
worker.addEventListener('message', ({ data }: MessageEvent<Message>) => show(data));
worker.addEventListener('error', ({ message }) => {
  status.textContent = message;
});
