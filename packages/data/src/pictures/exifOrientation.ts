const ORIENTATION_TAG = 0x0112;
const SHORT = 3;

/**
 * The orientation, 1 to 8, of EXIF data from their TIFF header on (Exif 2.32, 4.5: byte order, offset of the first
 * directory); 1 where they do not say.
 */
export function exifOrientation(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8) return 1;
  const little = view.getUint16(0) === 0x4949;
  const directory = view.getUint32(4, little);
  if (directory + 2 > bytes.length) return 1;
  const entries = view.getUint16(directory, little);
  for (let entry = 0; entry < entries; entry++) {
    const start = directory + 2 + 12 * entry;
    if (start + 12 > bytes.length) return 1;
    if (view.getUint16(start, little) !== ORIENTATION_TAG) continue;
    const isShort = view.getUint16(start + 2, little) === SHORT;
    const value = isShort ? view.getUint16(start + 8, little) : view.getUint32(start + 8, little);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}
