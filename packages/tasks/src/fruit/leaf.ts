/**
 * A leaf that starts at (x, y) and points along `angle`. The function returned gives undefined outside the leaf, else how
 * close to its middle vein a place is, 0 to 1.
 */
export function leafShape(
  x: number,
  y: number,
  angle: number,
  length: number,
): (atX: number, atY: number) => number | undefined {
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  return (atX, atY) => {
    const along = ((atX - x) * cosine + (atY - y) * sine) / length;
    if (along <= 0 || along >= 1) return undefined;
    const across = Math.abs((atY - y) * cosine - (atX - x) * sine) / length;
    const halfWidth = 1.1 * along * (1 - along);
    return across < halfWidth ? Math.max(0, 1 - across / 0.06) : undefined;
  };
}
