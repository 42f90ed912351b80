import { createHash } from 'node:crypto';

/** What admits an inline script. */
export function scriptDigest(script: string): string {
  return `'sha256-${createHash('sha256').update(script).digest('base64')}'`;
}

/**
 * What a page may do, as its `Content-Security-Policy`: use its own styles and embedded pictures, run the scripts that are
 * given, and nothing else: no request, no other base for links, no form.
 *
 * @param scripts - The text of each inline script, which its digest admits.
 */
export function contentSecurityPolicy(...scripts: readonly string[]): string {
  const digests = scripts.map(scriptDigest);
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    ...(digests.length > 0 ? [`script-src ${digests.join(' ')}`] : []),
    // Those that default-src says nothing of.
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
