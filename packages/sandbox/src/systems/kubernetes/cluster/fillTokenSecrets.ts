import { ServiceAccountTokens } from '../auth/ServiceAccountTokens';
import { runUnreviewed } from '../resources/Operation';
import { ResourceContext } from '../resources/ResourceContext';
import { updateObject } from '../resources/updateObject';
import { KubeObject } from '../schema/types';
import { controllerWriter } from './systemWriter';

const tokenType = 'kubernetes.io/service-account-token';
const accountAnnotation = 'kubernetes.io/service-account.name';
const uidAnnotation = 'kubernetes.io/service-account.uid';

/** Writes tokens into Secrets of the type that asks for one. */
export function fillTokenSecrets(
  context: ResourceContext,
  options: { tokens: ServiceAccountTokens; certificateAuthority: string },
): void {
  const { store } = context;
  const fill = (secret: KubeObject) => {
    const { name, namespace, uid, annotations = {} } = secret.metadata;
    const account = store.get('serviceaccounts', {
      namespace,
      name: annotations[accountAnnotation] ?? '',
    });
    const data = secret.data as Record<string, string> | undefined;
    if (secret.type !== tokenType || !account || data?.token) return;
    const token = options.tokens.issue({
      namespace: namespace!,
      account: { name: account.metadata.name!, uid: account.metadata.uid! },
      secret: { name: name!, uid: uid! },
    });
    runUnreviewed(
      updateObject(context, {
        type: context.served.find('', 'v1', 'secrets')!,
        key: { namespace, name: name! },
        write: controllerWriter('tokens-controller'),
        change: current => ({
          ...current,
          metadata: {
            ...current.metadata,
            annotations: {
              ...annotations,
              [uidAnnotation]: account.metadata.uid!,
            },
          },
          data: {
            ...data,
            'ca.crt': encode(options.certificateAuthority),
            namespace: encode(namespace!),
            token: encode(token),
          },
        }),
      }),
    );
  };
  store.subscribe('secrets', ({ type, object }) => {
    if (type === 'ADDED') fill(object);
  });
  store.subscribe('serviceaccounts', ({ type, object }) => {
    const { namespace } = object.metadata;
    if (type === 'ADDED') store.list('secrets', namespace).forEach(fill);
  });
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64');
}
