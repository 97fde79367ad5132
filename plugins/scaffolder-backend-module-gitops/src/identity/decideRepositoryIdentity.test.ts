import { decideRepositoryIdentity } from './decideRepositoryIdentity';

const component = (name: string, owner?: string) =>
  `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
spec:
  type: service
  lifecycle: production
${owner ? `  owner: ${owner}\n` : ''}`;

const system = `apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: booking
spec:
  owner: booking
`;

describe('decideRepositoryIdentity', () => {
  it.each([
    ['the same text', component('quote-api', 'booking')],
    [
      'other spelling of the owner',
      component('quote-api', 'group:default/Booking'),
    ],
    ['other fields', `${component('quote-api', 'booking')}  system: quotes\n`],
    ['more entities', `${system}---\n${component('quote-api', 'booking')}`],
  ])('takes %s for the same', (_, existing) => {
    expect(
      decideRepositoryIdentity(
        component('quote-api', 'group:booking'),
        existing,
      ),
    ).toEqual({ result: 'same' });
  });

  it.each([
    [
      'nothing',
      undefined,
      'it has no catalog-info.yaml, so nothing says whose it is',
    ],
    [
      'what is not YAML',
      'kind: [',
      'its catalog-info.yaml cannot be read, so nothing says whose it is',
    ],
    [
      'what is no entity',
      'hello: world',
      'its catalog-info.yaml cannot be read, so nothing says whose it is',
    ],
    [
      'another owner',
      component('quote-api', 'billing'),
      'it is component:default/quote-api of group:default/billing according to its catalog-info.yaml',
    ],
    [
      'no owner',
      component('quote-api'),
      'it is component:default/quote-api according to its catalog-info.yaml',
    ],
    [
      'another component',
      component('ledger', 'booking'),
      'it is component:default/ledger of group:default/booking according to its catalog-info.yaml',
    ],
  ])('takes %s for somebody else’s', (_, existing, reason) => {
    expect(
      decideRepositoryIdentity(component('quote-api', 'booking'), existing),
    ).toEqual({ result: 'other', reason });
  });
});
