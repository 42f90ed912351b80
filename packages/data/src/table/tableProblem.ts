import { describeValue, type ErrorCode, type ErrorLocation, LosskitError } from '@losskit/errors';

/** Where something stands in a table. */
interface TablePlace extends Pick<ErrorLocation, 'column'> {
  readonly file: string;
  readonly row?: number | undefined;
}

/** A problem with a table as one sentence that begins with where it stands: file, row, column. */
export function tableProblem(
  code: ErrorCode,
  location: TablePlace,
  what: string,
  got: string | number,
  options?: ErrorOptions,
): LosskitError {
  const { row, ...rest } = location;
  const { file, column } = rest;
  const where = [file];
  if (row !== undefined) where.push(`row ${row}`);
  if (column !== undefined) where.push(`column ${describeValue(column)}`);
  const at = row === undefined ? rest : { ...rest, row };
  return new LosskitError(code, `${where.join(', ')}: expected ${what}, got ${got}.`, at, options);
}
