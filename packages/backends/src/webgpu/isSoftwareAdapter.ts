/** Drivers that have a processor do a graphics card's work: Google's, Mesa's and Microsoft's, and what else says so. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|microsoft basic render|\bwarp\b|software|\bcpu\b/i;

/** Whether a processor computes in the place of a graphics card, by what Dawn says of the adapter, or by its name. */
export function isSoftwareAdapter({
  isFallbackAdapter,
  vendor,
  architecture,
  device,
  description,
}: Pick<
  GPUAdapterInfo,
  'isFallbackAdapter' | 'vendor' | 'architecture' | 'device' | 'description'
>): boolean {
  return isFallbackAdapter || SOFTWARE.test([vendor, architecture, device, description].join(' '));
}
