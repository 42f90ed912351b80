import { csvReader } from './csvReader.ts';
import { jsonReader } from './json/jsonReader.ts';
import type { PieceReader } from './TableContent.ts';
import { refuseTextOptions, type TableOptions } from './TableOptions.ts';
import { isJson, nameOtherFormat } from './tableFormats.ts';
import { tableProblem } from './tableProblem.ts';
import { detectEncoding, type Transcoder, transcoder } from './textEncoding.ts';

const EXPECTED = 'a table in text (CSV), JSON Lines or Parquet';

const notText = (file: string) => tableProblem('file-corrupt', { file }, EXPECTED, 'bytes that are no text');

function transcoded(file: string, transcode: Transcoder, piece: Buffer, isLast: boolean): Buffer {
  try {
    return transcode(piece, isLast);
  } catch (cause) {
    if (cause instanceof TypeError) throw notText(file);
    throw cause;
  }
}

/** Opens a table in text, CSV or JSON, by its first piece. */
export function textReader(
  file: string,
  first: Buffer,
  isWhole: boolean,
  options: TableOptions,
): PieceReader {
  const found = detectEncoding(first);
  const encoding = options.encoding ?? found.encoding;
  const other = nameOtherFormat(first);
  if (other !== undefined) throw tableProblem('file-corrupt', { file }, EXPECTED, other);
  const start = transcoded(file, transcoder(encoding), first.subarray(found.mark), isWhole);
  if (start.includes(0)) throw notText(file);
  if (isWhole && start.toString('latin1').trim() === '') {
    throw tableProblem('data-empty', { file }, 'a header and rows', 'an empty file');
  }
  const areObjects = isJson(start);
  if (areObjects) refuseTextOptions(file, options, 'JSON');
  const reader = areObjects
    ? jsonReader(file, options.columns)
    : csvReader(file, start, isWhole, options, encoding);
  const transcode = transcoder(encoding);
  let { mark } = found;
  return {
    push(piece, isLast) {
      const text = transcoded(file, transcode, piece.subarray(mark), isLast);
      if (text.includes(0)) throw notText(file);
      reader.push(text, isLast);
      mark = 0;
    },
    content: reader.content,
  };
}
