import { describeValue, type ErrorCode, type ErrorLocation, LosskitError } from '@losskit/errors';

/** A problem with a table as one sentence that begins with where it stands: file, row, column. */
export function tableProblem(
  code: ErrorCode,
  location: ErrorLocation & { readonly file: string },
  what: string,
  got: string | number,
  options?: ErrorOptions,
): LosskitError {
  const { file, row, column } = location;
  const where = [file];
  if (row !== undefined) where.push(`row ${row}`);
  if (column !== undefined) where.push(`column ${describeValue(column)}`);
  return new LosskitError(code, `${where.join(', ')}: expected ${what}, got ${got}.`, location, options);
}
