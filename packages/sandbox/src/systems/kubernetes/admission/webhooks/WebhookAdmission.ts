import { applyJsonPatch } from '../../patch';
import { Review } from '../../resources/Operation';
import { WebhookReview, Webhooks } from '../../resources/Webhooks';
import { KubeObject } from '../../schema/types';
import { deniedByWebhook, failedWebhook } from '../../status/failures';
import { ObjectStore } from '../../storage/ObjectStore';
import { WebhookAnswer, callWebhook } from './callWebhook';
import { isInterested } from './isInterested';
import { toAdmissionReview } from './toAdmissionReview';
import { Webhook, readWebhooks } from './Webhook';

const group = 'admissionregistration.k8s.io';
const mutating = `mutatingwebhookconfigurations.${group}`;
const validating = `validatingwebhookconfigurations.${group}`;

/**
 * The webhooks that the cluster's own configurations name, asked as an API
 * server does: the mutating ones one after the other, then the validating ones
 * at the same time.
 */
export class WebhookAdmission implements Webhooks {
  readonly #store: ObjectStore;
  readonly #read = new WeakMap<KubeObject, Webhook[]>();

  constructor(store: ObjectStore) {
    this.#store = store;
  }

  review(review: Review): WebhookReview {
    // A webhook must never lock out whoever wants to mend its configuration.
    if (review.request.type.group === group) return { interested: false };
    const home = this.#namespaceLabels(review);
    const interested = (storage: string) =>
      this.#webhooksOf(storage).filter(each =>
        isInterested(each, review, home),
      );
    const mutators = interested(mutating);
    const validators = interested(validating);
    if (mutators.length + validators.length === 0) return { interested: false };
    return {
      interested: true,
      ask: async () => {
        let { object } = review.request;
        for (const webhook of mutators) {
          const answer = await ask(webhook, review, object);
          if (answer?.patch) object = patched(webhook, object, answer.patch);
        }
        await Promise.all(
          validators.map(webhook => ask(webhook, review, object)),
        );
        return object;
      },
    };
  }

  #webhooksOf(storage: string): Webhook[] {
    return this.#store.list(storage).flatMap(configuration => {
      const known = this.#read.get(configuration);
      if (known) return known;
      const webhooks = readWebhooks(configuration);
      this.#read.set(configuration, webhooks);
      return webhooks;
    });
  }

  #namespaceLabels({ request }: Review): Record<string, string> | undefined {
    const { namespace } = request.object.metadata;
    if (!namespace) return undefined;
    return (
      this.#store.get('namespaces', { name: namespace })?.metadata.labels ?? {}
    );
  }
}

/** Returns nothing when the webhook could not be asked and need not be. */
async function ask(
  webhook: Webhook,
  review: Review,
  object: KubeObject,
): Promise<WebhookAnswer | undefined> {
  const called = await callWebhook(webhook, toAdmissionReview(review, object));
  if (called.result === 'failed') {
    if (webhook.failurePolicy === 'Ignore') return undefined;
    throw failedWebhook(webhook.name, called.why);
  }
  const { answer } = called;
  answer.warnings?.forEach(review.request.write.warn);
  if (!answer.allowed) throw deniedByWebhook(webhook.name, answer.status);
  return answer;
}

function patched(
  webhook: Webhook,
  object: KubeObject,
  patch: string,
): KubeObject {
  try {
    const steps: unknown = JSON.parse(Buffer.from(patch, 'base64').toString());
    return applyJsonPatch(object, steps) as KubeObject;
  } catch (error) {
    throw failedWebhook(webhook.name, `its patch: ${(error as Error).message}`);
  }
}
