const SHOWN = 5;

/** `apple、pear 和 orange`。 */
export function list(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join('、')} 和 ${items.at(-1) ?? ''}`;
}

/** 损失函数的名称；多于五个时只说出前五个。 */
export function listNames(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return more > 0 ? `${names.slice(0, SHOWN).join('、')} 等 ${names.length} 个` : list(names);
}
