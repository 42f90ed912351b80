/** Ctrl-C and SIGTERM as an AbortSignal. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** 130 after Ctrl-C, 143 after SIGTERM, undefined when nobody asked to stop. */
  exitCode(): number | undefined;
  stopListening(): void;
}

const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;

/** The first signal asks the work to stop after its current step; a second one ends the process at once. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  let code: number | undefined;

  function onSignal(name: keyof typeof EXIT_CODES): void {
    if (code !== undefined) process.exit(EXIT_CODES[name]);
    code = EXIT_CODES[name];
    controller.abort();
  }
  const onInterrupt = () => onSignal('SIGINT');
  const onTerminate = () => onSignal('SIGTERM');
  process.on('SIGINT', onInterrupt);
  process.on('SIGTERM', onTerminate);

  return {
    signal: controller.signal,
    exitCode: () => code,
    stopListening() {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
    },
  };
}
