import { commitImage } from './commitImage';
import { Stage, StageContext } from './Stage';

/** Pushes the image by its digest, and names it by the commit. */
export const publishImage: Stage = {
  name: 'publish-image',
  async run(context) {
    const { subject, services, outputs, log } = context;
    const repository = `${services.imagePrefix}/${subject.repository}`;
    // Without the host: what the registry itself calls it.
    const name = repository.slice(repository.indexOf('/') + 1);
    // The tag is put last: where it is, everything is.
    const known = await services.registry.resolve(name, subject.commit);
    const digest = known ?? (await push(context, name));
    log(`${repository}@${digest}${known ? ' is there already' : ''}`);
    outputs.image = { repository, digest };
    return { result: 'done' };
  },
};

async function push(context: StageContext, name: string): Promise<string> {
  const { registry } = context.services;
  const image = await commitImage(context);
  for (const blob of [...image.layers, image.config]) {
    const pushed = await registry.pushBlob(name, blob);
    context.log(`${blob.digest}: ${pushed ? 'pushed' : 'exists'}`);
  }
  const { digest } = image.manifest;
  for (const reference of [digest, context.subject.commit]) {
    await registry.putManifest(name, reference, image.manifest);
  }
  return digest;
}
