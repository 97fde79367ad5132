import { z } from 'zod';
import { dialError } from '../../../../http/dialError';
import { request } from '../../../../http/request';
import { AdmissionReview } from './toAdmissionReview';
import { Webhook } from './Webhook';

const answerSchema = z.object({
  response: z.object({
    uid: z.string(),
    allowed: z.boolean(),
    status: z
      .object({
        code: z.number().optional(),
        message: z.string().optional(),
        reason: z.string().optional(),
      })
      .optional(),
    /** Base64. */
    patch: z.string().optional(),
    patchType: z.literal('JSONPatch').optional(),
    warnings: z.array(z.string()).optional(),
  }),
});

export type WebhookAnswer = z.infer<typeof answerSchema>['response'];

export type CallResult =
  | { result: 'answered'; answer: WebhookAnswer }
  /** `why` in the API server's words. */
  | { result: 'failed'; why: string };

/** Asks one webhook, once. */
export async function callWebhook(
  webhook: Webhook,
  review: AdmissionReview,
): Promise<CallResult> {
  const { clientConfig, timeoutSeconds } = webhook;
  if (!clientConfig.url) {
    return {
      result: 'failed',
      why: 'a webhook behind a Service can not be reached here: it needs clientConfig.url',
    };
  }
  const url = new URL(clientConfig.url);
  url.searchParams.set('timeout', `${timeoutSeconds}s`);
  try {
    const { status, body } = await request({
      url: url.href,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, */*',
        'user-agent': 'kube-apiserver-admission',
      },
      body: JSON.stringify(review),
      ca:
        clientConfig.caBundle &&
        Buffer.from(clientConfig.caBundle, 'base64').toString(),
      timeoutMs: timeoutSeconds * 1000,
    });
    if (status !== 200) {
      return {
        result: 'failed',
        why: `the server responded with the status code ${status} but did not return more information`,
      };
    }
    return readAnswer(body.toString('utf8'), review.request.uid);
  } catch (error) {
    return {
      result: 'failed',
      why: `Post ${JSON.stringify(url.href)}: ${dialError(error)}`,
    };
  }
}

function readAnswer(text: string, uid: string): CallResult {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { result: 'failed', why: 'the answer is not JSON' };
  }
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) {
    const [{ path, message }] = parsed.error.issues;
    return { result: 'failed', why: `${path.join('.')}: ${message}` };
  }
  const { response } = parsed.data;
  if (response.uid !== uid) {
    return {
      result: 'failed',
      why: `expected response.uid="${uid}", got "${response.uid}"`,
    };
  }
  return { result: 'answered', answer: response };
}
