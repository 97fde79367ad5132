import { mockServices } from '@backstage/backend-test-utils';
import { readOwnershipConfig } from './config';

function read(administrators: string[] | undefined) {
  return readOwnershipConfig(
    mockServices.rootConfig({
      data: { permission: { ownership: { administrators } } },
    }),
  );
}

describe('readOwnershipConfig', () => {
  it('normalises the references, so that they match what a sign-in resolves', () => {
    expect(read(['Group:Default/Platform', 'user:default/root'])).toEqual({
      administrators: ['group:default/platform', 'user:default/root'],
    });
  });

  it.each([
    [undefined, "'permission.ownership.administrators' names nobody"],
    [[], "'permission.ownership.administrators' names nobody"],
    [
      ['group:default/platform', 'operators'],
      "'permission.ownership.administrators[1]' is 'operators'",
    ],
    [
      ['group:platform'],
      "'permission.ownership.administrators[0]' is 'group:platform'",
    ],
    [
      ['component:default/platform'],
      "'permission.ownership.administrators[0]' is 'component:default/platform'",
    ],
  ])('names the key when it reads %j', (administrators, why) => {
    expect(() => read(administrators)).toThrow(why);
  });
});
