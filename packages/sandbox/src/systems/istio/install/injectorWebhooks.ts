const injection = 'istio-injection';
const revision = 'istio.io/rev';
const inject = 'sidecar.istio.io/inject';

const absent = (key: string) => ({ key, operator: 'DoesNotExist' });
const oneOf = (key: string, value: string) => ({
  key,
  operator: 'In',
  values: [value],
});

/** What istiod registers: Pods of labelled namespaces, and Pods that ask for it by a label of their own. */
export function injectorWebhooks(server: { url: string; caBundle: string }) {
  const webhook = (
    name: string,
    namespaceSelector: object[],
    objectSelector: object[],
  ) => ({
    name: `${name}.sidecar-injector.istio.io`,
    clientConfig: { url: `${server.url}/inject`, caBundle: server.caBundle },
    rules: [
      {
        operations: ['CREATE'],
        apiGroups: [''],
        apiVersions: ['v1'],
        resources: ['pods'],
        scope: '*',
      },
    ],
    failurePolicy: 'Fail',
    matchPolicy: 'Equivalent',
    namespaceSelector: { matchExpressions: namespaceSelector },
    objectSelector: { matchExpressions: objectSelector },
    reinvocationPolicy: 'Never',
    sideEffects: 'None',
    timeoutSeconds: 10,
    admissionReviewVersions: ['v1'],
  });
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'MutatingWebhookConfiguration',
    metadata: {
      name: 'istio-sidecar-injector',
      labels: { app: 'sidecar-injector', [revision]: 'default' },
    },
    webhooks: [
      webhook(
        'namespace',
        [oneOf(injection, 'enabled')],
        [{ key: inject, operator: 'NotIn', values: ['false'] }],
      ),
      webhook(
        'object',
        [absent(injection), absent(revision)],
        [oneOf(inject, 'true'), absent(revision)],
      ),
    ],
  };
}
