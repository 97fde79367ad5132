import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KubeObject, createSchemas } from '../schema';
import { decodeProtobuf } from './decodeProtobuf';
import { encodeProtobuf } from './encodeProtobuf';

const schemas = createSchemas();

const recorded = JSON.parse(
  readFileSync(
    join(__dirname, '../../../../contracts/kubernetes/08-kubectl.json'),
    'utf8',
  ),
);
function exchange(command: string) {
  return recorded.exchanges.find(
    (one: { command?: string; request?: { method: string } }) =>
      one.command === command && one.request?.method === 'POST',
  );
}

describe('protobuf', () => {
  it('reads what kubectl auth can-i sends', () => {
    const { request } = exchange('kubectl auth can-i delete pods');

    const review = decodeProtobuf(schemas, Buffer.from(request.body, 'latin1'));

    expect(review).toMatchObject({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      metadata: { creationTimestamp: null },
      spec: {
        resourceAttributes: {
          namespace: 'kubectl',
          verb: 'delete',
          resource: 'pods',
        },
      },
    });
  });

  it.each([
    [
      'kubectl auth whoami',
      {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'SelfSubjectReview',
        metadata: { creationTimestamp: '2026-11-24T01:58:24Z' },
        status: {
          userInfo: {
            username: 'admin',
            uid: 'admin',
            groups: ['system:masters', 'system:authenticated'],
          },
        },
      },
    ],
    [
      'kubectl auth can-i delete pods',
      {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        metadata: {
          managedFields: [
            {
              manager: 'kubectl',
              operation: 'Update',
              apiVersion: 'authorization.k8s.io/v1',
              time: '2026-11-24T01:58:24Z',
              fieldsType: 'FieldsV1',
              fieldsV1: {
                'f:spec': {
                  'f:resourceAttributes': {
                    '.': {},
                    'f:namespace': {},
                    'f:resource': {},
                    'f:verb': {},
                  },
                },
              },
            },
          ],
        },
        spec: {
          resourceAttributes: {
            namespace: 'kubectl',
            verb: 'delete',
            resource: 'pods',
          },
        },
        status: { allowed: true },
      },
    ],
  ])('writes the bytes of the real server: %s', (command, object) => {
    const { response } = exchange(command);

    expect(encodeProtobuf(object).toString('base64')).toBe(
      response.body.$base64,
    );
  });

  it('reads every kind of field of a built-in kind', () => {
    // What client-go sends for the object below, made with k8s.io/api v0.36.3.
    const bytes = Buffer.from(
      'azhzAAoJCgJ2MRIDUG9kEvwBCiUKAWESABoAIgAqADIAOABCCAil69zKBhAAWgoKA2FwcBIDd2ViEr0BChMKA3RtcBIMEgoKABIGCgQxME1pEocBCgFhEgFiKgA6EwoBWBIAGgwiCgoDCgFzEgFrGAFCEwoRCgZtZW1vcnkSBwoFMTI4TWlSKAocEhoKCC9oZWFsdGh6EgoIARAAGgRodHRwGgAiABAAGAAgCigAMABaGQoNGgsKBwgAEJA/GgASABAAGAAgACgAMABqAHIAgAEAiAEAkAEAogEAGgAgHjIAQgBKAFIAWABgAGgAggEAigEAmgEAwgEAGhMKABoAIgAqADIASgBaAHIAiAEAGgAiAA==',
      'base64',
    );

    expect(
      schemas.prune(
        { group: '', version: 'v1', kind: 'Pod' },
        decodeProtobuf(schemas, bytes) as KubeObject,
      ),
    ).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: 'a',
        creationTimestamp: '2026-01-02T03:04:05Z',
        labels: { app: 'web' },
      },
      spec: {
        terminationGracePeriodSeconds: 30,
        containers: [
          {
            name: 'a',
            image: 'b',
            resources: { limits: { memory: '128Mi' } },
            livenessProbe: {
              httpGet: { path: '/healthz', port: 'http' },
              periodSeconds: 10,
            },
            readinessProbe: { tcpSocket: { port: 8080 } },
            env: [
              {
                name: 'X',
                valueFrom: {
                  secretKeyRef: { name: 's', key: 'k', optional: true },
                },
              },
            ],
          },
        ],
        volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '10Mi' } }],
      },
      status: {},
    });
  });

  it('refuses what is no message', () => {
    expect(() => decodeProtobuf(schemas, Buffer.from('{}'))).toThrow(
      'does not appear to be a protobuf message',
    );
  });
});
