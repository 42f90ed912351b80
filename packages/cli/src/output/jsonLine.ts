import { visibleText } from '@losskit/errors';

/** A value as one line of JSON, without characters that a terminal would act on: JSON has escapes for them. */
export function jsonLine(value: unknown): string {
  return `${visibleText(JSON.stringify(value))}\n`;
}
