import { KindStrategy } from './KindStrategy';

export const deployment: KindStrategy = {
  // Controllers act on a Deployment's annotations, so these count as well.
  desiredState: ({ spec, metadata }) => ({
    spec,
    annotations: metadata.annotations ?? {},
  }),
};
