import { supplyChainPlugin } from './plugin';

describe('supplyChainPlugin', () => {
  it('adds a card, a tab, a page and the API that they ask', () => {
    const attached = (
      [
        'api:supply-chain',
        'entity-card:supply-chain/trust',
        'entity-content:supply-chain/supply-chain',
        'page:supply-chain',
      ] as const
    ).map(id => supplyChainPlugin.getExtension(id).toString());
    expect(attached).toEqual([
      expect.stringContaining('attachTo=root@apis'),
      expect.stringContaining('attachTo=entity-content:catalog/overview@cards'),
      expect.stringContaining('attachTo=page:catalog/entity@contents'),
      expect.stringContaining('attachTo=app/routes@routes'),
    ]);
  });
});
