/** A wheel of the Python package index that carries TensorFlow's libraries and C headers. */
export interface Wheel {
  /** Name of the project in the index. */
  readonly project: string;
  readonly version: string;
  readonly file: string;
  /** The platform, in the words of pip's `--platform`. */
  readonly platform: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Bytes of what is taken out of it. */
  readonly unpackedBytes: number;
}

const VERSION = '2.21.0';

/** By `process.platform` and `process.arch`. Only Linux on x64 has a project of its own without GPU parts. */
const WHEELS: Readonly<Record<string, Wheel>> = {
  'linux-x64': {
    project: 'tensorflow-cpu',
    version: VERSION,
    file: `tensorflow_cpu-${VERSION}-cp311-cp311-manylinux_2_27_x86_64.whl`,
    platform: 'manylinux_2_27_x86_64',
    bytes: 273_829_956,
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
    unpackedBytes: 854_000_000,
  },
  'linux-arm64': {
    project: 'tensorflow',
    version: VERSION,
    file: `tensorflow-${VERSION}-cp311-cp311-manylinux_2_27_aarch64.whl`,
    platform: 'manylinux_2_27_aarch64',
    bytes: 281_828_020,
    sha256: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
    unpackedBytes: 884_000_000,
  },
  'darwin-arm64': {
    project: 'tensorflow',
    version: VERSION,
    file: `tensorflow-${VERSION}-cp311-cp311-macosx_12_0_arm64.whl`,
    platform: 'macosx_12_0_arm64',
    bytes: 223_405_849,
    sha256: '51f46f4806139d01fc7920cc72a4c75876f80649bf40ff083ab6212ceb43ca88',
    unpackedBytes: 742_000_000,
  },
};

/** The wheel for a platform; undefined where none fits. */
export function wheelFor(
  platform: string = process.platform,
  arch: string = process.arch,
): Wheel | undefined {
  return WHEELS[`${platform}-${arch}`];
}

/** The pinned wheel of that file name; undefined for wheels of other versions. */
export function pinnedWheel(file: string): Wheel | undefined {
  return Object.values(WHEELS).find((wheel) => wheel.file === file);
}
