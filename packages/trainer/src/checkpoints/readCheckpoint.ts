import { type ErrorCode, LosskitError } from '@losskit/errors';
import { type FileSystem, nodeFileSystem, type ReadableFile, readOpenFile } from '@losskit/files';

import type { Json, TensorData } from '../loop/TrainingState.ts';
import type { AcceptedChanges, Checkpoint, IdentityChange, RunIdentity } from './Checkpoint.ts';
import { checkpointHash, DIGEST_KEY } from './checkpointDigest.ts';
import {
  CHECKPOINT_FORMAT,
  CHECKPOINT_VERSION,
  MEMORY_NAME,
  PROGRESS_NAME,
  TEXT_PREFIX,
} from './encodeCheckpoint.ts';
import { readExactJson } from './exactJson.ts';
import { headerLength, type PlacedTensor, PREFIX_BYTES, parseHeader } from './safetensors/parseHeader.ts';

/** Bytes that are read at once to compute the digest. */
const PIECE = 2 ** 20;

type CheckpointCode = Extract<ErrorCode, `checkpoint-${string}`>;

function problem(code: CheckpointCode, path: string, expected: string, got: string): LosskitError {
  return new LosskitError(code, `${path}: expected ${expected}, got ${got}.`, { file: path });
}

function malformed(path: string, expected: string): LosskitError {
  return problem('checkpoint-malformed', path, expected, 'something else');
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPart(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

function isIdentity(value: unknown): value is RunIdentity {
  return isObject(value) && Object.values(value).every(isPart);
}

function isChange(value: unknown): value is IdentityChange {
  const isSide = (side: unknown) => side === undefined || isPart(side);
  return isObject(value) && typeof value.name === 'string' && isSide(value.saved) && isSide(value.current);
}

function isAccepted(value: unknown): value is AcceptedChanges {
  return (
    isObject(value) &&
    Number.isSafeInteger(value.step) &&
    Array.isArray(value.changes) &&
    value.changes.every(isChange)
  );
}

function isJsonObject(value: Json): value is { readonly [key: string]: Json } {
  return isObject(value);
}

/** What `read` makes of a text, or a problem with the file that holds it. */
function parsed<Value>(path: string, what: string, text: string, read: (text: string) => Value): Value {
  try {
    return read(text);
  } catch {
    throw malformed(path, `${what} to be JSON`);
  }
}

function readMetadata(metadata: ReadonlyMap<string, string>, path: string) {
  if (metadata.get('format') !== CHECKPOINT_FORMAT) {
    throw problem('checkpoint-malformed', path, 'a checkpoint of losskit', 'another safetensors file');
  }
  const version = metadata.get('version');
  if (version !== CHECKPOINT_VERSION) {
    const got = version === undefined ? 'none' : `'${version.slice(0, 20)}'`;
    throw problem('checkpoint-version', path, `format version '${CHECKPOINT_VERSION}'`, got);
  }
  const step = metadata.get('step') ?? '';
  if (!/^\d{1,16}$/.test(step) || !Number.isSafeInteger(Number(step))) {
    throw malformed(path, 'the step to be a whole number');
  }
  const identity: unknown = parsed(path, 'the identity', metadata.get('identity') ?? '', JSON.parse);
  if (!isIdentity(identity)) throw malformed(path, 'the identity to hold strings and numbers');
  const accepted: unknown = parsed(path, 'the changes', metadata.get('accepted') ?? '', JSON.parse);
  if (!Array.isArray(accepted) || !accepted.every(isAccepted)) {
    throw malformed(path, 'the accepted changes to be a list of them');
  }
  return { step: Number(step), identity, accepted };
}

async function checkDigest(file: ReadableFile, claimed: string | undefined, path: string): Promise<void> {
  const hash = checkpointHash();
  for (let position = 0; position < file.size; ) {
    const piece = await file.read(position, Math.min(PIECE, file.size - position));
    if (piece.length === 0) break;
    hash.update(piece);
    position += piece.length;
  }
  if (hash.digest() !== claimed) {
    throw problem('checkpoint-damaged', path, 'the bytes that its digest was taken of', 'others');
  }
}

function tensorData({ name, dtype, shape }: PlacedTensor, bytes: Uint8Array, path: string): TensorData {
  const { buffer } = new Uint8Array(bytes);
  switch (dtype) {
    case 'F32':
      return { dtype: 'float32', shape, values: new Float32Array(buffer) };
    case 'I32':
      return { dtype: 'int32', shape, values: new Int32Array(buffer) };
    case 'BOOL':
      return { dtype: 'bool', shape, values: new Uint8Array(buffer) };
    default:
      throw problem('checkpoint-malformed', path, `'${name}' to be F32, I32 or BOOL`, dtype);
  }
}

async function readOpened(file: ReadableFile, path: string): Promise<Checkpoint> {
  const length = headerLength(await file.read(0, PREFIX_BYTES), file.size, path);
  const dataStart = PREFIX_BYTES + length;
  const header = parseHeader(await file.read(PREFIX_BYTES, length), file.size - dataStart, path);
  const { step, identity, accepted } = readMetadata(header.metadata, path);
  await checkDigest(file, header.metadata.get(DIGEST_KEY), path);

  const tensors = new Map<string, TensorData>();
  const texts = new Map<string, string>();
  for (const placed of header.tensors) {
    const { name, start, end } = placed;
    const bytes = await file.read(dataStart + start, end - start);
    if (bytes.length !== end - start) throw malformed(path, 'a file that nobody writes while it is read');
    if (name.startsWith(TEXT_PREFIX)) texts.set(name, new TextDecoder().decode(bytes));
    else tensors.set(name, tensorData(placed, bytes, path));
  }
  const progress = parsed(path, 'the progress', texts.get(PROGRESS_NAME) ?? '', readExactJson);
  if (!isJsonObject(progress)) throw malformed(path, 'the progress to be an object');
  const memory = parsed(path, 'the memory', texts.get(MEMORY_NAME) ?? '', readExactJson);
  return { state: { step, tensors, progress }, identity, memory, accepted };
}

/**
 * Reads a checkpoint and checks all of it: header, format version, digest, and what it says of itself.
 * Tensors are allocated after the digest was found right.
 *
 * @throws LosskitError `file-missing`, `file-unreadable`, `checkpoint-damaged`, `checkpoint-version`,
 *   `checkpoint-malformed` or one of the `safetensors-…` codes, with the path.
 */
export function readCheckpoint(path: string, files: FileSystem = nodeFileSystem): Promise<Checkpoint> {
  return readOpenFile(path, (file) => readOpened(file, path), files);
}
