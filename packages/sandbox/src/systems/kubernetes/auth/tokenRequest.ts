import { ResourceContext, formatTime } from '../resources/ResourceContext';
import { invalid, notFound } from '../status/failures';
import { ServiceAccountTokens, issuer } from './ServiceAccountTokens';

const defaultSeconds = 3600;
const shortestSeconds = 600;

interface TokenRequestSpec {
  audiences?: string[];
  expirationSeconds?: number;
  boundObjectRef?: object | null;
}

/** POST of `serviceaccounts/<name>/token`. */
export function requestToken(
  context: ResourceContext,
  tokens: ServiceAccountTokens,
  options: { namespace: string; name: string; spec?: TokenRequestSpec },
): object {
  const { namespace, name, spec = {} } = options;
  const account = context.store.get('serviceaccounts', { namespace, name });
  if (!account) {
    throw notFound({ group: '', resource: 'serviceaccounts' }, name);
  }
  const seconds = spec.expirationSeconds ?? defaultSeconds;
  if (seconds < shortestSeconds) {
    throw invalid(
      { group: 'authentication.k8s.io', kind: 'TokenRequest' },
      '',
      [
        {
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${seconds}: may not specify a duration less than 10 minutes`,
          field: 'spec.expirationSeconds',
        },
      ],
    );
  }
  const audiences = spec.audiences?.length ? spec.audiences : [issuer];
  const now = context.now();
  const expiresAt = new Date(now.getTime() + seconds * 1000);
  const { uid } = account.metadata;
  return {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace, uid, creationTimestamp: formatTime(now) },
    spec: {
      audiences,
      expirationSeconds: seconds,
      boundObjectRef: spec.boundObjectRef ?? null,
    },
    status: {
      token: tokens.issue({
        namespace,
        account: { name, uid: uid! },
        audiences,
        expiresAt,
      }),
      expirationTimestamp: formatTime(expiresAt),
    },
  };
}
