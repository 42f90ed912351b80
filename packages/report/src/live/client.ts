/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import { Idiomorph } from 'idiomorph';

import { drawInView, forgetFigures, setFigures } from './figuresInView.ts';
import type { LiveStatus } from './LiveStatus.ts';
import type { LiveSection } from './LiveTask.ts';

/** What the server sends at least so often, in milliseconds; a connection that is silent for longer is dead, as after a laptop slept. */
const SILENCE = 40_000;
const RETRY = 2_000;

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`page: expected an element #${id}, got none.`);
  return element;
}

const sections = byId('sections');
const dialog = document.querySelector('dialog');
let status: LiveStatus | undefined;

const PHASES: Readonly<Record<LiveStatus['phase'], string>> = {
  running: 'Running',
  stopping: 'Stopping: the current step ends first',
  stopped: 'Stopped; what is done is kept',
  finished: 'Finished',
  ended: 'Stopped for good; what is done is kept',
  failed: 'Failed',
};

function show(id: string, text: string): void {
  const element = byId(id);
  element.hidden = text === '';
  if (element.textContent !== text) element.textContent = text;
}

function timeLeft(seconds: number | null): string {
  if (seconds === null) return '';
  const rounded = Math.max(1, Math.round(seconds));
  return rounded < 90 ? `, about ${rounded} s left` : `, about ${Math.round(rounded / 60)} min left`;
}

function showStatus(now: LiveStatus): void {
  const { phase, runsDone, runsTotal, fraction, secondsLeft, folder, problem } = now;
  const before = status;
  status = now;
  const percent = Math.floor(fraction * 100);
  const isGoing = phase === 'running' || phase === 'stopping';
  document.title = `${isGoing ? `${percent} % · ` : `${PHASES[phase].split(/[;:]/)[0]} · `}${now.title}`;
  show('phase', PHASES[phase]);
  // A race that was decided early has taken runs away that were counted.
  const counted = phase === 'finished' ? `${runsDone} runs` : `${runsDone} of ${runsTotal} runs`;
  show('runs', `${counted}${phase === 'running' ? timeLeft(secondsLeft) : ''}`);
  show('folder', `Results go to ${folder}`);
  show('problem', problem);
  byId('over').hidden = phase !== 'finished';
  byId('progress').setAttribute('value', String(phase === 'finished' ? 1 : fraction));
  byId('stop').hidden = !isGoing;
  byId('stop').toggleAttribute('disabled', phase === 'stopping');
  byId('resume').hidden = phase !== 'stopped';
  byId('end').hidden = phase !== 'stopped' && phase !== 'finished';
  // Said aloud: what happened, and every tenth of the work.
  const tenth = Math.floor(fraction * 10);
  if (before?.phase !== phase) show('announcement', PHASES[phase]);
  else if (phase === 'running' && before && tenth > Math.floor(before.fraction * 10))
    show('announcement', `${tenth * 10} % done`);
  placeSections(now.sections);
}

/** Makes room for the sections, in their order. */
function placeSections(ids: readonly string[]): void {
  for (const id of ids) {
    if (document.getElementById(id)) continue;
    const section = document.createElement('section');
    section.id = id;
    sections.append(section);
  }
}

/** Changes what is different and leaves the rest: focus, open details and drawn figures stay. */
function change(element: Element, { markup, figures }: LiveSection): void {
  void Idiomorph.morph(element, markup, {
    morphStyle: 'innerHTML',
    callbacks: {
      beforeNodeMorphed: (old) => !(old instanceof Element && old.classList.contains('plot')),
      beforeAttributeUpdated: (name, old) => !(name === 'open' && old instanceof HTMLDetailsElement),
    },
  });
  setFigures(element, figures);
}

function lostWords(): string {
  const isOver = status && ['finished', 'ended', 'failed'].includes(status.phase);
  return isOver
    ? 'losskit has ended. What stands here is the last that it said.'
    : 'losskit does not answer. What stands here may be out of date; trying again …';
}

function connect(): void {
  // What is left out stands in the page's own address, so that it survives a reload.
  const source = new EventSource(`./events${location.search}`);
  let timer = setTimeout(again, SILENCE);

  function again(): void {
    clearTimeout(timer);
    source.close();
    show('connection', lostWords());
    setTimeout(connect, RETRY);
  }
  function on(event: string, handle: (data: string) => void): void {
    source.addEventListener(event, ({ data }: MessageEvent<string>) => {
      clearTimeout(timer);
      timer = setTimeout(again, SILENCE);
      show('connection', '');
      handle(data);
    });
  }
  on('status', (data) => showStatus(JSON.parse(data)));
  on('section', (data) => {
    const section: LiveSection = JSON.parse(data);
    change(byId(section.id), section);
  });
  on('beat', () => {});
  source.addEventListener('error', again);
  reconnect = () => {
    clearTimeout(timer);
    source.close();
    connect();
  };
}
let reconnect = connect;

async function ask(action: string): Promise<void> {
  const answer = await fetch(`./${action}`, { method: 'POST' }).catch(() => undefined);
  if (!answer?.ok)
    show('connection', `losskit did not take "${action}": ${(await answer?.text()) ?? 'no answer'}`);
}

async function open(query: string): Promise<void> {
  const answer = await fetch(`./run${query}`).catch(() => undefined);
  if (!answer?.ok)
    return show('connection', `losskit did not open the run: ${(await answer?.text()) ?? 'no answer'}`);
  if (!dialog) return;
  const section: LiveSection = await answer.json();
  const content = byId('opened-content');
  forgetFigures(content);
  content.replaceChildren();
  change(content, section);
  history.replaceState(null, '', `#run${query}`);
  if (!dialog.open) dialog.showModal();
}

function showLoss(loss: string, isShown: boolean): void {
  const query = new URLSearchParams(location.search);
  const hidden = query.getAll('hide').filter((name) => name !== loss);
  query.delete('hide');
  for (const name of isShown ? hidden : [...hidden, loss]) query.append('hide', name);
  const text = query.size > 0 ? `?${query}` : location.pathname;
  history.replaceState(null, '', `${text}${location.hash}`);
  reconnect();
}

for (const action of ['stop', 'resume', 'end'])
  byId(action).addEventListener('click', () => void ask(action));
byId('close').addEventListener('click', () => dialog?.close());
dialog?.addEventListener('close', () => history.replaceState(null, '', location.pathname + location.search));
document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('[data-open]') : null;
  const query = button?.getAttribute('data-open');
  if (query) void open(query);
});
document.addEventListener('change', ({ target }) => {
  const loss = target instanceof HTMLInputElement ? target.getAttribute('data-loss') : null;
  if (target instanceof HTMLInputElement && loss !== null) showLoss(loss, target.checked);
});

drawInView();
connect();
if (location.hash.startsWith('#run?')) void open(location.hash.slice('#run'.length));
