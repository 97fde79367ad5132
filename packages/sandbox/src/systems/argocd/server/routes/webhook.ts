import { createHmac, timingSafeEqual } from 'node:crypto';
import { Request, Response } from 'express';
import { ArgoCdContext } from '../ArgoCdContext';

/**
 * Takes the push events of a Gitea or Gogs: what was pushed is looked at now,
 * not at the next poll.
 */
export async function takeWebhook(
  context: ArgoCdContext,
  req: Request,
  res: Response,
): Promise<void> {
  const answer = (status: number, text: string) => {
    res.statusCode = status;
    res.setHeader('content-type', 'text/plain; charset=utf-8');
    res.end(text);
  };
  const event = req.headers['x-gitea-event'] ?? req.headers['x-gogs-event'];
  const raw: Buffer = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
  if (!event) {
    answer(400, 'Webhook processing failed: Unknown webhook event');
    return;
  }
  if (!isSigned(raw, req, context.webhookSecret)) {
    answer(400, 'Webhook processing failed: HMAC verification failed');
    return;
  }
  if (event === 'push') await context.watcher.takePush(addressesIn(raw));
  answer(200, '');
}

function isSigned(
  raw: Buffer,
  req: Request,
  secret: string | undefined,
): boolean {
  if (!secret) return true;
  const given = String(
    req.headers['x-gitea-signature'] ?? req.headers['x-gogs-signature'] ?? '',
  );
  const right = createHmac('sha256', secret).update(raw).digest('hex');
  return (
    given.length === right.length &&
    timingSafeEqual(Buffer.from(given), Buffer.from(right))
  );
}

/** Every address by which an Application may know the repository that was pushed to. */
function addressesIn(raw: Buffer): string[] {
  try {
    const { repository } = JSON.parse(raw.toString('utf8'));
    return [
      repository?.clone_url,
      repository?.html_url,
      repository?.ssh_url,
    ].filter((url): url is string => typeof url === 'string');
  } catch {
    return [];
  }
}
