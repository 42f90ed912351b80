import { labelled, optionSlider, select } from './inputs.ts';
import {
  type ControlValue,
  nameOf,
  type OptionControl,
  type OptionRange,
  sliderValue,
} from './optionControls.ts';
import { html } from './plot.ts';

/** Takes an option and its value: undefined where that is the same as not giving it. */
type OnOption = (name: string, value: ControlValue | undefined) => void;

function labelledSlider(range: OptionRange, onValue: (value: number) => void) {
  const slider = optionSlider(range, range.default);
  const text = html('span', {}, [`${range.name} = ${range.default}`]);
  slider.addEventListener('input', () => {
    const value = sliderValue(range, slider.valueAsNumber);
    text.textContent = `${range.name} = ${value}`;
    slider.setAttribute('aria-valuetext', String(value));
    onValue(value);
  });
  return { slider, element: html('label', {}, [text, slider]) };
}

/** A slider, and what says whether it counts. */
function optionalSlider(range: OptionRange, give: string, onOption: OnOption): HTMLElement {
  const { element, slider } = labelledSlider(range, (value) => onOption(range.name, value));
  slider.disabled = true;
  const box = html('input', { type: 'checkbox' });
  box.addEventListener('change', () => {
    slider.disabled = !box.checked;
    onOption(range.name, box.checked ? sliderValue(range, slider.valueAsNumber) : undefined);
  });
  return html('div', {}, [labelled(give, box), element]);
}

/**
 * What a reader sets an option with.
 *
 * @param give - The words for giving an option that has no default.
 */
export function optionElement(
  control: OptionControl,
  give: (option: string) => string,
  onOption: OnOption,
): HTMLElement {
  const name = nameOf(control);
  const set = (value: ControlValue, normal: ControlValue) =>
    onOption(name, value === normal ? undefined : value);
  switch (control.kind) {
    case 'slider': {
      const { range, isOptional } = control;
      if (isOptional) return optionalSlider(range, give(name), onOption);
      return labelledSlider(range, (value) => set(value, range.default)).element;
    }
    case 'checkbox': {
      const box = html('input', { type: 'checkbox' });
      box.checked = control.default;
      box.addEventListener('change', () => set(box.checked, control.default));
      return labelled(name, box);
    }
    case 'select': {
      const choices = select(
        control.choices.map((choice) => [choice, choice]),
        control.default,
      );
      choices.addEventListener('change', () => set(choices.value, control.default));
      return labelled(name, choices);
    }
  }
}
