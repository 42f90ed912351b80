import type { Picture } from './Picture.ts';

/** Decodes what libvips can read, where `sharp` is installed; undefined where it isn't. */
export async function decodeWithSharp(bytes: Uint8Array, mostPixels: number): Promise<Picture | undefined> {
  const module = await import('sharp').catch(() => undefined);
  if (!module) return undefined;
  const { data, info } = await module
    .default(bytes, { limitInputPixels: mostPixels, failOn: 'truncated' })
    .autoOrient()
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels !== 3) throw new Error(`${channels} channels`);
  return { width, height, channels, pixels: data };
}
