import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LOADER = 'libvulkan.so.1';

/**
 * Whether Dawn finds a driver to talk to: on Linux it needs Vulkan's loader, and without it prints a warning of its own.
 * Elsewhere the system has what it needs.
 */
export function hasVulkan(): boolean {
  if (process.platform !== 'linux') return true;
  const folders = (process.env.LD_LIBRARY_PATH ?? '').split(':').filter((folder) => folder !== '');
  if (folders.some((folder) => existsSync(join(folder, LOADER)))) return true;
  try {
    return readFileSync('/etc/ld.so.cache', 'latin1').includes(LOADER);
  } catch {
    // A system without the cache, whose loader says so itself.
    return true;
  }
}
