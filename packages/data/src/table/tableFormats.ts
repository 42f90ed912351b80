/** What files that are taken for tables begin with, what they are, and what makes a table of them that can be read. */
const FORMATS: readonly (readonly [magic: string, what: string, remedy: string])[] = [
  ['\x1f\x8b', 'a gzip archive', 'unpack it first, with gunzip'],
  ['\x28\xb5\x2f\xfd', 'a zstd archive', 'unpack it first, with unzstd'],
  ['BZh', 'a bzip2 archive', 'unpack it first, with bunzip2'],
  ['\xfd7zXZ\0', 'an xz archive', 'unpack it first, with unxz'],
  ['7z\xbc\xaf\x27\x1c', 'a 7z archive', 'unpack it first'],
  ['Rar!', 'a RAR archive', 'unpack it first'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an Excel workbook (.xls)', 'save the sheet as CSV UTF-8'],
  ['ARROW1', 'an Arrow file', 'write it as Parquet, such as with to_parquet of pandas'],
  ['FEA1', 'a Feather file', 'write it as Parquet, such as with to_parquet of pandas'],
  ['\x89HDF\r\n\x1a\n', 'an HDF5 file', 'write it as CSV, such as with to_csv of pandas'],
  ['\x93NUMPY', 'a NumPy array', 'write it as CSV, with numpy.savetxt and a header'],
  ['SQLite format 3\0', 'an SQLite database', 'export the table as CSV'],
  ['%PDF', 'a PDF document', 'export the table as CSV'],
  ['\x89PNG', 'a PNG picture', '--images makes a task of pictures'],
  ['\xff\xd8\xff', 'a JPEG picture', '--images makes a task of pictures'],
  ['\0\0\xfe\xff', 'text in UTF-32', 'save it as UTF-8'],
  ['\xff\xfe\0\0', 'text in UTF-32', 'save it as UTF-8'],
];

/** What a zip archive holds, by names of its first entries. */
const ARCHIVES: readonly (readonly [entry: string, what: string, remedy: string])[] = [
  ['xl/', 'an Excel workbook (.xlsx)', 'save the sheet as CSV UTF-8'],
  ['[Content_Types].xml', 'an Office document', 'save the sheet as CSV UTF-8'],
  ['opendocument', 'an OpenDocument sheet', 'save the sheet as CSV in UTF-8'],
];

const MARKUPS: readonly (readonly [start: RegExp, what: string, remedy: string])[] = [
  [/^\s*<(!doctype|html)/i, 'an HTML page', 'download the file itself'],
  [/^\s*<\?xml/i, 'an XML document', 'export the table as CSV'],
  [/^\s*\[\s*["[]/, 'JSON that is no list of objects', "to_json(orient='records') of pandas writes one"],
];

/**
 * What a file is that is no table, with the remedy; undefined where it may be one.
 *
 * @param start - Its first bytes, a few kilobytes.
 */
export function nameOtherFormat(start: Buffer): string | undefined {
  const text = start.toString('latin1', 0, 4096);
  const zip: typeof ARCHIVES = text.startsWith('PK\x03\x04')
    ? [...ARCHIVES, ['', 'a zip archive', 'unpack it first']]
    : [];
  const found =
    zip.find(([entry]) => text.includes(entry)) ??
    FORMATS.find(([magic]) => text.startsWith(magic)) ??
    MARKUPS.find(([pattern]) => pattern.test(text.replace(/^\xef\xbb\xbf/, '')));
  return found && `${found[1]} (${found[2]})`;
}

/** Whether a file is Parquet; an encrypted one says PARE. */
export function isParquet(start: Buffer): boolean {
  return /^PAR[1E]/.test(start.toString('latin1', 0, 4));
}

/** Whether text begins with an object, or with an array of them. */
export function isJson(start: Buffer): boolean {
  return /^\s*(?:\[\s*)?\{\s*["}]/.test(start.toString('latin1', 0, 4096));
}
