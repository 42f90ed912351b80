import { existsSync } from 'node:fs';
import { env } from 'node:process';
import type { Browser } from 'playwright-core';

const WELL_KNOWN_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** An installed Chromium: what LOSSKIT_CHROMIUM names, else where systems keep one. `undefined` where there is none. */
export function chromiumPath(): string | undefined {
  return env.LOSSKIT_CHROMIUM || WELL_KNOWN_PATHS.find((path) => existsSync(path));
}

/**
 * Starts the installed Chromium without a window. Tests that need it are skipped where there is none:
 * `describe.skipIf(chromiumPath() === undefined)`.
 */
export async function openChromium(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined)
    throw new Error(
      'openChromium: expected an installed Chromium, got none. Set LOSSKIT_CHROMIUM to its path.',
    );
  const { chromium } = await import('playwright-core');
  // Chromium refuses to start as root with its sandbox, and containers of CI services run as root.
  return chromium.launch({ executablePath, chromiumSandbox: false });
}
