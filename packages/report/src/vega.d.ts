import 'vega';

declare module 'vega' {
  /** Exported by vega, but missing from its types. */
  export const textMetrics: { canvas(use: boolean): void };
}
