import type { Readable, Writable } from 'node:stream';

/**
 * Hands on what a process prints on standard error, line by line, but for the dump with which V8 ends a process whose heap is full: what
 * it means is said in words.
 *
 * @returns Whether the heap was full, as far as it was said until then.
 */
export function forwardErrors(from: Readable, to: Writable): () => boolean {
  let rest = '';
  let isDump = false;
  let heapFull = false;
  function line(text: string): void {
    isDump ||= text.startsWith('<--- Last few GCs --->');
    heapFull ||= /^(FATAL ERROR: .*heap out of memory|# Fatal (JavaScript|process) out of memory)/.test(text);
    if (!isDump && !heapFull) to.write(text);
  }
  from.setEncoding('utf8');
  from.on('data', (chunk: string) => {
    const lines = (rest + chunk).split(/(?<=\n)/);
    rest = lines.at(-1)?.endsWith('\n') ? '' : (lines.pop() ?? '');
    for (const text of lines) line(text);
  });
  from.on('end', () => {
    if (rest !== '') line(rest);
  });
  return () => heapFull;
}
