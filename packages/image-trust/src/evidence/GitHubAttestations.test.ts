import { digestOf } from '../oci/digest';
import { collectEvidence } from './collectEvidence';
import { GitHubAttestations } from './GitHubAttestations';

const subject = digestOf(Buffer.from('an image'));
const bundle = {
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: { publicKey: { hint: 'a2V5' } },
  dsseEnvelope: {
    payloadType: 'application/vnd.in-toto+json',
    payload: 'e30=',
    signatures: [{ sig: 'c2ln' }],
  },
};

async function collect(answers: Response[]) {
  const asked: { url: string; authorization: string | undefined }[] = [];
  const source = new GitHubAttestations({
    owner: 'acme',
    repository: 'shop',
    token: 'a-token',
    sleep: async () => undefined,
    fetch: async (input, init) => {
      asked.push({
        url: String(input),
        authorization: new Headers(init?.headers).get('authorization') ?? '',
      });
      return answers.shift() ?? new Response('', { status: 503 });
    },
  });
  const collected = await collectEvidence(subject, { sources: [source] });
  return { collected, asked };
}

const page = (bundles: unknown[], link?: string) =>
  new Response(
    JSON.stringify({
      attestations: bundles.map(item => ({ bundle: item, repository_id: 1 })),
    }),
    { headers: link ? { link } : {} },
  );

describe('GitHubAttestations', () => {
  it('reads all pages', async () => {
    const base = `https://api.github.com/repos/acme/shop/attestations/${subject}`;
    const { collected, asked } = await collect([
      page([bundle], `<${base}?per_page=100&after=x>; rel="next"`),
      page([{ ...bundle, second: true }]),
    ]);
    expect(collected).toMatchObject({
      complete: true,
      signed: [
        { storage: 'github-attestations', signed: { form: 'dsse' } },
        { storage: 'github-attestations' },
      ],
    });
    expect(asked).toEqual([
      { url: `${base}?per_page=100`, authorization: 'Bearer a-token' },
      { url: `${base}?per_page=100&after=x`, authorization: 'Bearer a-token' },
    ]);
  });

  it('takes 404 for "none"', async () => {
    const { collected } = await collect([new Response('{}', { status: 404 })]);
    expect(collected).toMatchObject({ signed: [], complete: true });
  });

  it.each([
    ['forbidden', [new Response('', { status: 403 })], 'DENIED'],
    ['down', [], 'UNREACHABLE'],
    ['other JSON', [new Response('{"attestations":{}}')], 'MALFORMED'],
    ['no JSON', [new Response('<html>')], 'MALFORMED'],
    ['a bundle elsewhere', [page([null])], 'MALFORMED'],
    [
      'a next page elsewhere',
      [page([bundle], '<https://evil.example/x>; rel="next"')],
      'MALFORMED',
    ],
  ])('is incomplete when the answer is %s', async (_, answers, code) => {
    const { collected, asked } = await collect(answers);
    expect(collected.unreadable).toMatchObject([{ code }]);
    expect(asked.every(({ url }) => url.includes('api.github.com'))).toBe(true);
  });

  it('refuses an owner that would lead to another address', () => {
    expect(
      () => new GitHubAttestations({ owner: '..', repository: 'shop' }),
    ).toThrow("'..' is no name at GitHub");
    expect(() => new GitHubAttestations({ owner: 'a/b' })).toThrow(TypeError);
  });
});
