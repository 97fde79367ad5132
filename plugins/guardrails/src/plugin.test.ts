import { guardrailsPlugin } from './plugin';

describe('guardrailsPlugin', () => {
  it('adds a card, a tab, a page and the API that they ask', () => {
    const attached = (
      [
        'api:guardrails',
        'entity-card:guardrails/guardrails',
        'entity-content:guardrails/guardrails',
        'page:guardrails',
      ] as const
    ).map(id => guardrailsPlugin.getExtension(id).toString());
    expect(attached).toEqual([
      expect.stringContaining('attachTo=root@apis'),
      expect.stringContaining('attachTo=entity-content:catalog/overview@cards'),
      expect.stringContaining('attachTo=page:catalog/entity@contents'),
      expect.stringContaining('attachTo=app/routes@routes'),
    ]);
  });
});
