import { describeErrorBody } from './describeErrorBody';

describe('describeErrorBody', () => {
  it.each([
    [
      'Gitea',
      '{"message":"[Name]: Required","url":"http://git.example/api/swagger"}',
      '[Name]: Required',
    ],
    [
      'Gitea with a list',
      '{"errors":["user redirect does not exist [name: nothing]"],"message":"GetOrgByName","url":"x"}',
      'GetOrgByName; user redirect does not exist [name: nothing]',
    ],
    [
      'Gitea without errors',
      '{"errors":null,"message":"not found"}',
      'not found',
    ],
    [
      'GitHub with messages',
      '{"message":"Validation Failed","errors":[{"resource":"PullRequest","code":"custom","message":"A pull request already exists for o:b."}],"documentation_url":"https://docs.github.com"}',
      'Validation Failed; A pull request already exists for o:b.',
    ],
    [
      'GitHub with fields',
      '{"message":"Validation Failed","errors":[{"resource":"PullRequest","field":"head","code":"invalid"}]}',
      'Validation Failed; head: invalid',
    ],
    [
      'GitLab by field',
      '{"message":{"name":["has already been taken"],"path":["has already been taken"]}}',
      'name has already been taken; path has already been taken',
    ],
    [
      'GitLab with a list',
      '{"message":["Another open merge request already exists for this source branch: !1"]}',
      'Another open merge request already exists for this source branch: !1',
    ],
    [
      'GitLab’s OAuth',
      '{"error":"invalid_token","error_description":"Token was revoked."}',
      'Token was revoked.',
    ],
    [
      'a proxy’s page',
      '<html><style>p { color: red }</style><h1>502 Bad Gateway</h1>\n<p>nginx</p></html>',
      '502 Bad Gateway nginx',
    ],
    ['nothing', '', ''],
    ['JSON that says nothing', 'null', 'null'],
  ])('finds the words of %s', (_, body, words) => {
    expect(describeErrorBody(body)).toBe(words);
  });

  it('cuts what is long', () => {
    const words = describeErrorBody(
      JSON.stringify({ message: 'x'.repeat(999) }),
    );
    expect(words).toBe(`${'x'.repeat(300)}…`);
  });
});
