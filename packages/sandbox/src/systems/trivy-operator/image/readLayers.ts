import { extract } from 'tar-stream';
import { buffer } from 'node:stream/consumers';

/** The files of an image by path; an upper layer's file hides a lower one's. */
export async function readLayers(
  layers: readonly Buffer[],
): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const layer of layers) {
    const tar = extract();
    tar.end(layer);
    for await (const entry of tar) {
      const content = await buffer(entry);
      if (entry.header.type === 'file') files.set(entry.header.name, content);
    }
  }
  return files;
}
