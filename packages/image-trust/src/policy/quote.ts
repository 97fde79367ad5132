/**
 * Text that evidence brought along, fit to stand in a sentence: no characters
 * that steer a terminal or turn the direction of writing, and no more of it
 * than a person reads.
 */
export function quote(text: string, maxLength = 300): string {
  const plain = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '\u{FFFD}');
  return plain.length > maxLength ? `${plain.slice(0, maxLength)}…` : plain;
}
