/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type * as Vega from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import type * as VegaLite from 'vega-lite';

import { figureConfig } from '../figureConfig.ts';
import type { LiveSection } from './LiveTask.ts';

declare global {
  // Of scripts of their own, which are no modules.
  const vega: typeof Vega;
  const vegaLite: typeof VegaLite;
}

/** A figure's place: what is to be drawn there, and what is drawn. */
interface Place {
  spec: string;
  drawn: string;
  view: Vega.View | undefined;
}

const places = new Map<Element, Place>();
const tip = document.createElement('div');

function showTip(event: MouseEvent, words: string): void {
  tip.hidden = words === '';
  tip.textContent = words;
  const left = Math.min(event.clientX + 12, innerWidth - tip.offsetWidth - 8);
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${event.clientY + 16}px`;
}

function wordsOf(item: unknown): string {
  const has = typeof item === 'object' && item !== null && 'description' in item;
  return has && typeof item.description === 'string' ? item.description : '';
}

/** Draws a figure beside the old one, which then goes: nothing flickers. */
async function draw(element: Element, place: Place): Promise<void> {
  const { spec } = place;
  place.drawn = spec;
  const compiled = vegaLite.compile(JSON.parse(spec), { config: figureConfig }).spec;
  const fresh = document.createElement('div');
  // Expressions are interpreted, because the page's policy admits no code made of text.
  const view = new vega.View(vega.parse(compiled, undefined, { ast: true }), {
    renderer: 'svg',
    container: fresh,
    hover: true,
    expr: expressionInterpreter,
  });
  view.addEventListener('mousemove', (event, item) => {
    if (event instanceof MouseEvent) showTip(event, wordsOf(item));
  });
  await view.runAsync();
  if (place.spec !== spec) return void view.finalize();
  place.view?.finalize();
  place.view = view;
  // The place itself has the words for it.
  for (const svg of fresh.children) svg.setAttribute('aria-hidden', 'true');
  element.replaceChildren(...fresh.children);
}

const inView = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      target.toggleAttribute('data-in-view', isIntersecting);
      drawIfSeen(target);
    }
  },
  { rootMargin: '300px' },
);

function drawIfSeen(element: Element): void {
  const place = places.get(element);
  if (place && place.drawn !== place.spec && element.hasAttribute('data-in-view')) void draw(element, place);
}

/** Lets go of the figures in an element that are there no more, or are to go. */
export function forgetFigures(element: Element | undefined): void {
  for (const [host, { view }] of places) {
    if (host.isConnected && !element?.contains(host)) continue;
    inView.unobserve(host);
    view?.finalize();
    places.delete(host);
  }
}

/** Says what is to be drawn in the places of an element; what is not in view waits until it is. */
export function setFigures(element: Element, figures: LiveSection['figures']): void {
  forgetFigures(undefined);
  for (const [id, spec] of Object.entries(figures)) {
    const host = element.querySelector(`#${CSS.escape(id)}`);
    if (!host) continue;
    host.setAttribute('aria-label', typeof spec.description === 'string' ? spec.description : '');
    const place = places.get(host) ?? { spec: '', drawn: '', view: undefined };
    place.spec = JSON.stringify(spec);
    if (!places.has(host)) {
      places.set(host, place);
      inView.observe(host);
    }
    drawIfSeen(host);
  }
}

/** Begins to show what a mark says when the pointer is on it. */
export function drawInView(): void {
  tip.className = 'tip';
  tip.hidden = true;
  tip.setAttribute('aria-hidden', 'true');
  document.body.append(tip);
  document.addEventListener('mouseover', ({ target }) => {
    if (!(target instanceof Element && target.closest('.plot'))) tip.hidden = true;
  });
}
