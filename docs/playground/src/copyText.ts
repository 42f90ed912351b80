/** Copies a text. Rejects where that is not possible: on pages without encryption there is no clipboard, and readers may forbid it. */
export async function copyText(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
}
