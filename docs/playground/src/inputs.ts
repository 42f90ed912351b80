import { type OptionRange, placesOf, sliderPlace } from './optionControls.ts';
import { html } from './plot.ts';

export function labelled(text: string, control: HTMLElement): HTMLLabelElement {
  return html('label', {}, [text, control]);
}

export function select(
  options: readonly (readonly [value: string, text: string])[],
  value: string,
): HTMLSelectElement {
  const made = html(
    'select',
    {},
    options.map(([one, text]) => html('option', { value: one }, [text])),
  );
  made.value = value;
  return made;
}

/** A slider of an option, whose places `sliderValue` reads. */
export function optionSlider(range: OptionRange, value: number): HTMLInputElement {
  return html('input', {
    type: 'range',
    min: '0',
    max: String(placesOf(range)),
    value: String(sliderPlace(range, value)),
    'aria-valuetext': String(value),
  });
}

export function button(text: string, act: () => void): HTMLButtonElement {
  const made = html('button', { type: 'button' }, [text]);
  made.addEventListener('click', act);
  return made;
}
