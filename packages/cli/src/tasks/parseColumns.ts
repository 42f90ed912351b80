import { LosskitError } from '@losskit/errors';

/** A name in double quotes, doubled inside; or characters other than commas, of which a backslash keeps the next. */
const NAME = /\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|((?:\\.|[^,\\]|\\$)*))(?:,|$)/gy;

/** Names of columns separated by commas, as a line of CSV has them: `age,"x, in m"` or `age,x\, in m`. */
export function parseColumns(option: string): (text: string) => string[] {
  return (text) => {
    const names: string[] = [];
    for (const [, quoted, plain = ''] of text.matchAll(NAME)) {
      const name = quoted === undefined ? plain.replace(/\\(.)/g, '$1') : quoted.replaceAll('""', '"');
      if (name.trim() !== '') names.push(name.trim());
    }
    if (names.length > 0) return names;
    throw new LosskitError('option-invalid', `${option}: expected names separated by commas, got '${text}'.`);
  };
}
