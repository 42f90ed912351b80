/** Where in a file or a run a problem stands. Rows count from 1 and include the header, as editors show them. */
export interface ErrorLocation {
  readonly file?: string;
  readonly row?: number;
  readonly column?: string;
  readonly step?: number;
}

/** Why a file is not a safetensors file that can be read. */
type SafetensorsFault =
  | 'header-missing'
  | 'header-too-large'
  | 'header-beyond-file'
  | 'header-not-utf8'
  | 'header-not-json'
  | 'header-malformed'
  | 'key-duplicate'
  | 'name-too-long'
  | 'too-many-tensors'
  | 'dtype-unknown'
  | 'shape-invalid'
  | 'size-mismatch'
  | 'offsets-invalid'
  | 'data-incomplete';

/** What went wrong, as a stable word for programs. */
export type ErrorCode =
  | 'two-tensorflows'
  | 'file-missing'
  | 'file-unreadable'
  | 'file-unwritable'
  | 'file-corrupt'
  | 'file-too-large'
  | 'data-empty'
  | 'data-malformed'
  | 'data-not-finite'
  | 'column-missing'
  | 'classes-too-few'
  | 'image-malformed'
  | 'line-malformed'
  | 'line-too-long'
  | 'input-invalid'
  | 'option-invalid'
  | 'name-unknown'
  | 'backend-unavailable'
  | 'device-failed'
  | 'device-lost'
  | 'package-missing'
  | 'loss-not-finite'
  | 'step-failed'
  | 'step-not-compiled'
  | 'interrupted'
  | 'folder-in-use'
  | 'process-died'
  | 'out-of-memory'
  | 'checkpoint-malformed'
  | 'checkpoint-damaged'
  | 'checkpoint-version'
  | 'checkpoint-none-usable'
  | 'checkpoint-mismatch'
  | 'model-malformed'
  | 'model-unpaired'
  | 'module-failed'
  | 'task-failed'
  | 'context-mismatch'
  | 'broker-failed'
  | 'scheduler-failed'
  | 'folder-not-private'
  | 'results-differ'
  | `safetensors-${SafetensorsFault}`;

/**
 * A problem with something from outside (a file, a setting, the data, the machine), as opposed to a wrong call,
 * which throws a TypeError or RangeError. The message is one sentence that a user can act on.
 */
export class LosskitError extends Error {
  override readonly name = 'LosskitError';
  readonly code: ErrorCode;
  readonly location: ErrorLocation;

  constructor(code: ErrorCode, message: string, location: ErrorLocation = {}, options: ErrorOptions = {}) {
    super(message, options);
    this.code = code;
    this.location = location;
  }
}
