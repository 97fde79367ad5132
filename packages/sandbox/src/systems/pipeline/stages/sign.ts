import { signatureStatement } from '../../../cosign/statements';
import { publishedImage } from './publishedImage';
import { Stage } from './Stage';
import { signAndAttach } from './signAndAttach';

/** Signs the image as this workflow, without a key. */
export const sign: Stage = {
  name: 'sign',
  async run(context) {
    await signAndAttach(context, [
      signatureStatement(publishedImage(context.outputs)),
    ]);
    return { result: 'done' };
  },
};
