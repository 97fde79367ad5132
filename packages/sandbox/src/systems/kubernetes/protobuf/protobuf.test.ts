import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeProtobuf, encodeProtobuf } from './protobuf';

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

    expect(decodeProtobuf(Buffer.from(request.body, 'latin1'))).toEqual({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      metadata: { generation: 0 },
      spec: {
        resourceAttributes: {
          namespace: 'kubectl',
          verb: 'delete',
          resource: 'pods',
        },
      },
      status: { allowed: false, denied: false },
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

  it('reads what it writes', () => {
    const review = {
      apiVersion: 'authentication.k8s.io/v1',
      kind: 'TokenRequest',
      metadata: {
        name: 'portal',
        generation: 0,
        creationTimestamp: '2026-01-01T00:00:00Z',
      },
      spec: { audiences: ['a'], expirationSeconds: 3600 },
      status: {
        token: 'x.y.z',
        expirationTimestamp: '2026-01-01T01:00:00Z',
      },
    };

    expect(decodeProtobuf(encodeProtobuf(review))).toEqual(review);
  });

  it('refuses what is no message', () => {
    expect(() => decodeProtobuf(Buffer.from('{}'))).toThrow(
      'does not appear to be a protobuf message',
    );
  });
});
