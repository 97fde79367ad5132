import { aContainer, anEnvironment, aVerdict } from '../__testUtils__/verdicts';
import { SupplyChainClient } from './SupplyChainClient';

function clientFor(status: number, body: unknown) {
  const fetch = jest.fn(
    async (_url: unknown) =>
      new Response(JSON.stringify(body), {
        status,
        headers: { 'Content-Type': 'application/json' },
      }),
  );
  return { fetch, client: new SupplyChainClient({ fetchApi: { fetch } }) };
}

const container = aContainer();
const verdict = aVerdict([anEnvironment('dev', [container])]);

describe('SupplyChainClient', () => {
  it('asks with every part of the address encoded, and lists as repeated parameters', async () => {
    const { client, fetch } = clientFor(200, { items: [], total: 0 });
    await client.listFindings('sha256:1a/2b', {
      severity: ['critical', 'high'],
      fixable: true,
      cursor: 'a&b',
    });
    expect(fetch.mock.calls[0][0]).toBe(
      'plugin://supply-chain/v1/digests/sha256%3A1a%2F2b/findings?severity=critical&severity=high&fixable=true&cursor=a%26b',
    );
  });

  it('gives the verdict of a component as it came', async () => {
    const { client, fetch } = clientFor(200, verdict);
    await expect(
      client.getComponentVerdict('component:default/checkout'),
    ).resolves.toEqual(verdict);
    expect(fetch.mock.calls[0][0]).toBe(
      'plugin://supply-chain/v1/entities/component/default/checkout/verdict',
    );
  });

  it('leaves out addresses that are none of the web', async () => {
    const source = {
      repository: 'acme/checkout',
      commit: '41d0be7',
      commitUrl: 'vbscript:x',
      runUrl: 'data:text/html,x',
    };
    const { client } = clientFor(
      200,
      aVerdict([
        anEnvironment('dev', [
          { ...container, verdict: { ...container.verdict, source } },
        ]),
      ]),
    );
    const { environments } = await client.getComponentVerdict(
      'component:default/checkout',
    );
    expect(environments[0].containers[0].verdict.source).toEqual({
      repository: 'acme/checkout',
      commit: '41d0be7',
    });
  });

  it('fails when it is refused, and names the field that it does not understand', async () => {
    const refused = clientFor(403, { error: { name: 'NotAllowedError' } });
    await expect(refused.client.countFleet()).rejects.toMatchObject({
      statusCode: 403,
    });

    const other = clientFor(200, {
      running: 1,
      unowned: 0,
      byAnswer: { fail: 0, unknown: 0, 'pass with exception': 0, pass: 'all' },
    });
    await expect(other.client.countFleet()).rejects.toThrow('byAnswer.pass');
  });
});
