import { fileError } from '@losskit/files';

/** Ends quietly when the reader of the output has seen enough, as in `losskit list | head -1`. */
export function handleBrokenPipe(): void {
  process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code === 'EPIPE') return;
    // The terminal was closed: the signal that comes with it ends the work in order.
    if (cause.code === 'EIO' && process.stdout.isTTY) return;
    process.stderr.write(`losskit: ${fileError('file-unwritable', 'standard output', cause).message}\n`);
    process.exit(1);
  });
  // Where should one complain that nobody listens to complaints?
  process.stderr.on('error', () => {});
}
