/** Reads an answer as text; fails as soon as it is longer than it may be. */
export async function readBody(
  response: Response,
  mostBytes: number,
): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > mostBytes) {
      throw new Error('too long', {
        cause: { message: `its answer has more than ${mostBytes} bytes` },
      });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
