import { Answer, ApiRequest, pageNotFound, textAnswer } from './ApiRequest';

const checks = ['ping', 'log', 'etcd', 'informer-sync'];

/** `/readyz`, `/livez`, `/healthz`, and one check of them: a stand-in that answers is healthy. */
export function healthAnswer(
  { query }: ApiRequest,
  prefix: string,
  [check, ...more]: string[],
): Answer | undefined {
  if (!['readyz', 'livez', 'healthz'].includes(prefix) || more.length) {
    return undefined;
  }
  if (check !== undefined) {
    return checks.includes(check) ? textAnswer('ok') : pageNotFound();
  }
  if (!query.has('verbose')) return textAnswer('ok');
  const lines = checks.map(name => `[+]${name} ok`);
  return textAnswer(`${lines.join('\n')}\n${prefix} check passed\n`);
}
