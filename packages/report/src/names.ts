import { type Html, html } from './html.ts';

const KNOWN: Readonly<Record<string, string>> = {
  rmse: 'RMSE',
  rootMeanSquaredError: 'RMSE',
  mae: 'MAE',
  meanAbsoluteError: 'MAE',
  r2: 'R²',
  rSquared: 'R²',
  auc: 'AUC',
};

/** A metric's name for people: `macroF1` is read as `macro F1`. */
export function metricTitle(name: string): string {
  return (
    KNOWN[name] ?? name.replace(/([a-z])([A-Z])/g, (_, before, after) => `${before} ${lowerWord(after)}`)
  );
}

function lowerWord(letter: string): string {
  return letter === 'F' ? letter : letter.toLowerCase();
}

/** A camel-case name that may break between its words, so that it fits a narrow column. */
export function breakableName(name: string): Html {
  const parts = name.split(/(?<=[a-z0-9])(?=[A-Z+])|(?<=\+)|(?<=[/_.-])/);
  return html`${parts.map((part, index) => (index === 0 ? part : html`<wbr>${part}`))}`;
}

/** A name with its middle left out when it is longer than `length`; for labels inside figures, which cannot wrap. */
export function shortenedName(name: string, length: number): string {
  const characters = [...name];
  if (characters.length <= length) return name;
  const head = Math.ceil((length - 1) / 2);
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (length - 1 - head)).join('')}`;
}

/** `apple, pear and orange`. */
export function listInWords(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1] ?? ''}`;
}
