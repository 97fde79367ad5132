import { nameOfVisit } from './nameOfVisit';

describe('nameOfVisit', () => {
  it.each([
    ['quote-api', '/catalog/default/component/quote-api', 'quote-api'],
    ['Portolan', '/catalog/default/component/quote-api', 'quote-api'],
    [
      'Portolan',
      '/catalog/default/component/quote-api/deployments',
      'quote-api: deployments',
    ],
    ['Portolan', '/create/tasks', 'create / tasks'],
    ['Settings | Portolan', '/settings', 'Settings | Portolan'],
  ])('calls %s at %s %s', (name, pathname, expected) => {
    expect(nameOfVisit({ name, pathname }, 'Portolan')).toBe(expected);
  });
});
