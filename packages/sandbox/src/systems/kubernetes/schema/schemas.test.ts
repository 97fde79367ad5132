import { createSchemas } from '.';
import { bodyOf, readRecording, recorded } from './readRecording';
import { gvkOf, KubeObject } from './types';

const schemas = createSchemas();

interface Status {
  message: string;
  details: { causes: unknown[] };
}

function widgetSchemas() {
  const custom = createSchemas();
  custom.register(
    bodyOf(
      recorded('07-custom-resources', 'create the definition').request.body,
    ),
  );
  return custom;
}

const widget = (spec: unknown): KubeObject => ({
  apiVersion: 'example.dev/v1',
  kind: 'Widget',
  metadata: { name: 'bad' },
  spec,
});

describe('built-in kinds', () => {
  const creations = ['03-crud', '04-server-side-apply', '13-workloads'].flatMap(
    scenario =>
      readRecording(scenario)
        .filter(
          ({ request, response }) =>
            response.status === 201 &&
            !JSON.stringify(response.body).includes('$trimmed') &&
            !String(request.body).startsWith('apiVersion'),
        )
        .map(exchange => ({ ...exchange, scenario })),
  );

  it.each(creations)(
    'are defaulted as recorded: $scenario, $name',
    ({ request, response }) => {
      const sent = bodyOf(request.body);
      const { metadata, ...answered } = bodyOf(response.body);
      const gvk = gvkOf(sent);
      const read = schemas.prune(gvk, sent);
      const { metadata: _own, ...defaulted } = schemas.applyDefaults(gvk, read);
      // What the server's own code, not its defaults, adds.
      const expected = { ...answered };
      if (sent.kind === 'Namespace') expected.spec = {};
      expect(defaulted).toEqual(expected);
      expect(metadata.name ?? metadata.generateName).toBeDefined();
    },
  );

  it('have defaults that change nothing when they are applied again', () => {
    const sent = bodyOf(recorded('13-workloads', 'create').request.body);
    const once = schemas.applyDefaults(gvkOf(sent), sent);
    expect(schemas.applyDefaults(gvkOf(sent), once)).toEqual(once);
  });

  it('lose what Go cannot tell from not set', () => {
    const pod: KubeObject = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a', labels: {}, annotations: undefined },
      spec: {
        hostNetwork: false,
        automountServiceAccountToken: false,
        nodeSelector: {},
        priority: 0,
        volumes: [{ name: 'tmp', emptyDir: {} }],
        containers: [
          {
            name: 'a',
            image: 'a:1',
            args: [],
            tty: false,
            resources: { limits: { cpu: '1000m', memory: '1024Mi' } },
          },
        ],
        nonsense: 1,
      },
    };
    expect(schemas.prune(gvkOf(pod), pod)).toEqual({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a' },
      spec: {
        automountServiceAccountToken: false,
        priority: 0,
        volumes: [{ name: 'tmp', emptyDir: {} }],
        containers: [
          {
            name: 'a',
            image: 'a:1',
            resources: { limits: { cpu: '1', memory: '1Gi' } },
          },
        ],
      },
    });
  });

  it('name the fields that they do not have', () => {
    const deployment = bodyOf(recorded('13-workloads', 'create').request.body);
    const wrong = structuredClone(deployment) as unknown as {
      spec: { template: { spec: { containers: Record<string, unknown>[] } } };
    };
    wrong.spec.template.spec.containers[0].colour = 'red';
    expect(
      schemas.unknownFields(gvkOf(deployment), {
        ...deployment,
        ...wrong,
        size: 1,
      }),
    ).toEqual([
      'unknown field "spec.template.spec.containers[0].colour"',
      'unknown field "size"',
    ]);
  });

  it.each([
    [
      'as recorded',
      { apiVersion: 'v1', kind: 'ConfigMap', data: { a: 1 } },
      'json: cannot unmarshal number into Go struct field ConfigMap.data of type string',
    ],
    [
      'in a nested struct',
      { apiVersion: 'apps/v1', kind: 'Deployment', spec: { replicas: 'two' } },
      'json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32',
    ],
    [
      'where a list is expected',
      { apiVersion: 'v1', kind: 'Pod', spec: { containers: {} } },
      'json: cannot unmarshal object into Go struct field PodSpec.spec.containers of type []v1.Container',
    ],
  ])('reject a wrong type %s', (_where, object, message) => {
    const complete: KubeObject = { metadata: {}, ...object };
    expect(schemas.typeError(gvkOf(complete), complete)).toBe(message);
  });

  it.each(['validation error', 'immutable field', 'bad name'])(
    'are validated as recorded: %s',
    name => {
      const { request, response } = recorded('03-crud', name);
      const status = response.body as Status;
      let object = bodyOf(request.body);
      let before: KubeObject | undefined;
      if (request.method === 'PATCH') {
        const created = recorded(
          '03-crud',
          'deployment: create (defaults are filled in)',
        );
        before = bodyOf(created.response.body);
        const { spec, ...rest } = before as KubeObject & {
          spec: { template: object };
        };
        const patch = object.spec as { selector: object; template: object };
        object = {
          ...rest,
          spec: {
            ...spec,
            selector: patch.selector,
            template: { ...spec.template, ...patch.template },
          },
        };
      }
      const gvk = gvkOf(object);
      const causes = schemas.validate(
        gvk,
        schemas.applyDefaults(gvk, schemas.prune(gvk, object)),
        before,
      );
      expect(causes).toEqual(status.details.causes);
    },
  );
});

describe('custom resources', () => {
  it.each([
    'invalid by schema: 422',
    'required field missing',
    'wrong type',
    'invalid by CEL rule',
  ])('are validated as recorded: %s', name => {
    const { request, response } = recorded('07-custom-resources', name);
    const object = bodyOf(request.body);
    const custom = widgetSchemas();
    const defaulted = custom.applyDefaults(gvkOf(object), object);
    expect(custom.validate(gvkOf(object), defaulted)).toEqual(
      (response.body as Status).details.causes,
    );
  });

  it('lose unknown fields and gain their defaults', () => {
    const custom = widgetSchemas();
    const object = widget({ size: 3, colour: 'red' });
    const gvk = gvkOf(object);
    expect(custom.unknownFields(gvk, object)).toEqual([
      'unknown field "spec.colour"',
    ]);
    expect(custom.applyDefaults(gvk, custom.prune(gvk, object)).spec).toEqual({
      size: 3,
      mode: 'off',
    });
  });

  it('keep what is under preserve-unknown-fields', () => {
    const custom = widgetSchemas();
    const object = { ...widget({ size: 3 }), status: { any: { thing: [1] } } };
    expect(custom.prune(gvkOf(object), object)).toEqual(object);
  });

  it('are described for kubectl, until the definition is gone', () => {
    const custom = widgetSchemas();
    expect(custom.openApiPaths()).toContain('apis/example.dev/v1');
    const document = custom.openApiDocument('apis/example.dev/v1');
    const { components, paths } = JSON.parse(String(document?.body));
    expect(
      components.schemas['dev.example.v1.Widget'][
        'x-kubernetes-group-version-kind'
      ],
    ).toEqual([{ group: 'example.dev', version: 'v1', kind: 'Widget' }]);
    const path =
      paths['/apis/example.dev/v1/namespaces/{namespace}/widgets/{name}'];
    expect(
      path.patch.parameters.map((one: { name: string }) => one.name),
    ).toContain('fieldValidation');

    custom.unregister('widgets.example.dev');
    expect(custom.openApiPaths()).not.toContain('apis/example.dev/v1');
    expect(custom.openApiDocument('apis/example.dev/v1')).toBeUndefined();
  });
});

describe('OpenAPI documents', () => {
  it('are those of the real server, each with the hash of its bytes', () => {
    const document = schemas.openApiDocument('apis/apps/v1');
    expect(document?.hash).toMatch(/^[0-9A-F]{128}$/);
    const { components } = JSON.parse(String(document?.body));
    expect(components.schemas).toHaveProperty(
      ['io.k8s.api.apps.v1.Deployment', 'x-kubernetes-group-version-kind'],
      [{ group: 'apps', kind: 'Deployment', version: 'v1' }],
    );
  });

  it('are found under the paths of the index', () => {
    const paths = schemas.openApiPaths();
    expect(paths).toEqual(
      expect.arrayContaining([
        'api/v1',
        'apis/apps',
        'apis/batch/v1',
        'version',
      ]),
    );
    expect(schemas.openApiDocument('apis/nothing/v1')).toBeUndefined();
  });
});
