/** Ctrl-C, SIGTERM and a closed terminal as an AbortSignal. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP, undefined when nobody asked to stop. */
  exitCode(): number | undefined;
  /** Asks to stop, as Ctrl-C does. */
  interrupt(): void;
  /** Waits for the next signal, which then only ends the wait: for when the work is done, and the exit code is decided. */
  untilDismissed(): Promise<void>;
  stopListening(): void;
}

const EXIT_CODES = [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  // Of a terminal that was closed.
  ['SIGHUP', 129],
] as const;

/** The first signal asks the work to stop after its current step; a second one ends the process at once. */
export function listenForInterruption(): Interruption {
  const controller = new AbortController();
  let code: number | undefined;
  let dismiss: (() => void) | undefined;

  function interrupt(exitCode: number): void {
    code = exitCode;
    controller.abort();
  }

  const listeners = EXIT_CODES.map(([name, exitCode]) => {
    function onSignal(): void {
      if (code !== undefined) process.exit(exitCode);
      if (dismiss) dismiss();
      else interrupt(exitCode);
    }
    process.on(name, onSignal);
    return [name, onSignal] as const;
  });

  return {
    signal: controller.signal,
    exitCode: () => code,
    interrupt: () => interrupt(130),
    untilDismissed: () =>
      code === undefined
        ? new Promise((resolve) => {
            dismiss = resolve;
          })
        : Promise.resolve(),
    stopListening() {
      for (const [name, onSignal] of listeners) process.off(name, onSignal);
    },
  };
}
