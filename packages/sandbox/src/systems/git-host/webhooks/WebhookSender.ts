import { createHmac, randomUUID } from 'node:crypto';
import { HookRecord } from '../state/records';
import { eventGroup, HookEvent } from './events';

/** As long as Gitea waits for a receiver. */
const timeoutMs = 5000;

export type Delivery = {
  hook: HookRecord;
  event: HookEvent;
  payload: object;
};

/**
 * Sends deliveries in the order in which they happened, one at a time to each
 * hook, and each exactly once: a receiver that fails gets no second try.
 */
export class WebhookSender {
  readonly #last = new Map<number, Promise<void>>();
  readonly #stop = new AbortController();

  send(delivery: Delivery): void {
    const { id } = delivery.hook;
    const before = this.#last.get(id) ?? Promise.resolve();
    const sent = before
      .then(() => this.#deliver(delivery))
      .finally(() => {
        if (this.#last.get(id) === sent) this.#last.delete(id);
      });
    this.#last.set(id, sent);
  }

  /** Gives up what is not sent yet. */
  async close(): Promise<void> {
    this.#stop.abort();
    await Promise.all(this.#last.values());
  }

  async #deliver({ hook, event, payload }: Delivery): Promise<void> {
    const json = JSON.stringify(payload, undefined, 2);
    const form = hook.contentType === 'form';
    try {
      const response = await fetch(hook.url, {
        method: 'POST',
        headers: deliveryHeaders(hook, event, json),
        body: form ? new URLSearchParams({ payload: json }).toString() : json,
        redirect: 'manual',
        signal: AbortSignal.any([
          this.#stop.signal,
          AbortSignal.timeout(timeoutMs),
        ]),
      });
      await response.arrayBuffer();
    } catch {
      // A receiver that is not there is its owner's business: the push that caused this stands.
    }
  }
}

/** The same event under the names of all systems whose receivers Gitea wants to please. */
function deliveryHeaders(
  hook: HookRecord,
  event: HookEvent,
  json: string,
): Record<string, string> {
  const delivery = randomUUID();
  const sha256 = sign('sha256', hook.secret, json);
  const target = hook.organizationId ? 'organization' : 'repository';
  const group = eventGroup(event);
  return {
    'Content-Type':
      hook.contentType === 'form'
        ? 'application/x-www-form-urlencoded'
        : 'application/json',
    ...(hook.authorizationHeader && {
      Authorization: hook.authorizationHeader,
    }),
    'X-Gitea-Delivery': delivery,
    'X-Gitea-Event': group,
    'X-Gitea-Event-Type': event,
    'X-Gitea-Signature': sha256,
    'X-Gitea-Hook-Installation-Target-Type': target,
    'X-Gogs-Delivery': delivery,
    'X-Gogs-Event': group,
    'X-Gogs-Event-Type': event,
    'X-Gogs-Signature': sha256,
    'X-Hub-Signature': `sha1=${sign('sha1', hook.secret, json)}`,
    'X-Hub-Signature-256': `sha256=${sha256}`,
    'X-GitHub-Delivery': delivery,
    'X-GitHub-Event': group,
    'X-GitHub-Event-Type': event,
    'X-GitHub-Hook-Installation-Target-Type': target,
  };
}

function sign(algorithm: string, secret: string, text: string): string {
  return secret ? createHmac(algorithm, secret).update(text).digest('hex') : '';
}
