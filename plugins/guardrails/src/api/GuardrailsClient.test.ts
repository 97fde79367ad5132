import {
  aComponent,
  anEnvironment,
  aPolicy,
  aResult,
} from '../__testUtils__/guardrails';
import { GuardrailsClient } from './GuardrailsClient';

function clientFor(status: number, body: unknown) {
  const fetch = jest.fn(
    async (_url: unknown) =>
      new Response(JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/json' },
      }),
  );
  return { fetch, client: new GuardrailsClient({ fetchApi: { fetch } }) };
}

describe('GuardrailsClient', () => {
  it('reads what the server says of a component', async () => {
    const said = aComponent([anEnvironment('prod')]);
    const { client, fetch } = clientFor(200, said);
    expect(
      await client.getComponentGuardrails('component:default/checkout'),
    ).toEqual(said);
    expect(fetch.mock.calls[0][0]).toBe(
      'plugin://guardrails/v1/entities/component/default/checkout/guardrails',
    );
  });

  it('encodes names, and sends each value of a filter', async () => {
    const { client, fetch } = clientFor(200, {
      items: [],
      total: 0,
      sources: [],
    });
    await client.listResults({ severity: ['critical', 'high'], text: 'a b' });
    expect(fetch.mock.calls[0][0]).toBe(
      'plugin://guardrails/v1/results?severity=critical&severity=high&text=a+b',
    );

    const policy = clientFor(200, aPolicy());
    await policy.client.getPolicy({
      cluster: 'eu/prod',
      kind: 'Policy',
      name: 'tags',
      namespace: 'shop',
    });
    expect(policy.fetch.mock.calls[0][0]).toBe(
      'plugin://guardrails/v1/policies/eu%2Fprod/Policy/tags?namespace=shop',
    );
  });

  it('leaves out an address that a browser could run', async () => {
    const { client } = clientFor(200, {
      items: [
        // eslint-disable-next-line no-script-url
        aResult({ docsUrl: 'javascript:alert(1)' }),
      ],
      total: 1,
      sources: [],
    });
    const { items } = await client.listResults({});
    expect(items[0].docsUrl).toBeUndefined();
  });

  it('names the field of an answer that it does not understand, and fails with the status of a refusal', async () => {
    const { client } = clientFor(200, { items: 'all', sources: [] });
    await expect(client.listExceptions()).rejects.toThrow(
      /guardrails backend answered \/v1\/exceptions.+[\s\S]*items/,
    );
    await expect(
      clientFor(403, {
        error: { name: 'NotAllowedError', message: 'no' },
      }).client.listPolicies(),
    ).rejects.toMatchObject({ statusCode: 403 });
  });
});
