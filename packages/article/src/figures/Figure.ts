import type { renderSvg } from '@losskit/report';

/** A figure by the name of its files. Its words are symbols, so that it serves every language. */
export interface Figure {
  readonly name: string;
  readonly spec: Parameters<typeof renderSvg>[0];
}
