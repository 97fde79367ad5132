import { commitImage } from './commitImage';
import { Stage } from './Stage';

/** Nothing is compiled: the layers hold the repository's content at the commit. */
export const buildImage: Stage = {
  name: 'build-image',
  async run(context) {
    const { layers, manifest } = await commitImage(context);
    const bytes = layers.reduce((sum, layer) => sum + layer.bytes.length, 0);
    context.log(
      `${layers.length} layers, ${Math.round(bytes / 1024)} KiB: ${
        manifest.digest
      }`,
    );
    return { result: 'done' };
  },
};
