/** A loss and its options, as the command line writes them: `barron:alpha=-2,scale=3`. */
export interface LossText {
  readonly name: string;
  readonly options: Readonly<Record<string, number>>;
}

export function readLossText(text: string): LossText {
  const [name = '', options = ''] = text.split(':');
  const entries = options === '' ? [] : options.split(',').map((option) => option.split('='));
  return { name, options: Object.fromEntries(entries.map(([key = '', value]) => [key, Number(value)])) };
}

export function writeLossText({ name, options }: LossText): string {
  const entries = Object.entries(options).map(([key, value]) => `${key}=${value}`);
  return entries.length > 0 ? `${name}:${entries.join()}` : name;
}

/** The letter that a loss goes by on the page. */
export function letterOf(index: number): string {
  return 'ABC'[index] ?? '';
}
