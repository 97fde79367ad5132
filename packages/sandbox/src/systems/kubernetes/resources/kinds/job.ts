import { KubeObject, ObjectMeta } from '../../schema/types';
import { KindStrategy } from './KindStrategy';

interface JobParts {
  spec: {
    manualSelector?: boolean;
    selector?: { matchLabels?: Record<string, string> };
    template: { metadata?: ObjectMeta };
  };
}

const uidLabel = 'batch.kubernetes.io/controller-uid';

/** A Job finds its Pods by its own uid, unless it says how it wants to find them. */
export const job: KindStrategy = {
  prepareForCreate(object: KubeObject) {
    const { spec } = object as unknown as JobParts;
    if (spec.manualSelector) return;
    const { uid = '', name = '' } = object.metadata;
    const { template } = spec;
    template.metadata = {
      ...template.metadata,
      labels: {
        ...template.metadata?.labels,
        [uidLabel]: uid,
        'batch.kubernetes.io/job-name': name,
        'controller-uid': uid,
        'job-name': name,
      },
    };
    spec.selector ??= { matchLabels: { [uidLabel]: uid } };
  },
};
