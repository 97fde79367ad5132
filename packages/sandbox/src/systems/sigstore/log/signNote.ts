/**
 * Signs a note, the form in which logs publish their checkpoints.
 *
 * @param options.keyId - the first four bytes of it go with the signature
 * @see https://github.com/transparency-dev/formats/blob/main/log/README.md
 */
export function signNote(
  lines: readonly string[],
  options: {
    name: string;
    keyId: Buffer;
    sign: (note: Buffer) => Buffer;
  },
): string {
  const note = `${lines.join('\n')}\n`;
  const signature = Buffer.concat([
    options.keyId.subarray(0, 4),
    options.sign(Buffer.from(note)),
  ]);
  return `${note}\n\u2014 ${options.name} ${signature.toString('base64')}\n`;
}
