import { isPrivateHost } from './privateAddress';

const hostOf = (host: string) => new URL(`https://${host}/`).hostname;

describe('isPrivateHost', () => {
  it.each([
    'localhost',
    'a.localhost',
    'metadata.google.internal',
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '0177.0.0.1',
    '169.254.169.254',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '[::1]',
    '[::]',
    '[fd00::1]',
    '[fe80::1]',
    '[fec0::1]',
    '[ff02::1]',
    '[::ffff:169.254.169.254]',
    '[::ffff:a9fe:a9fe]',
    '[::a9fe:a9fe]',
    '[64:ff9b::a9fe:a9fe]',
    '[2002:a9fe:a9fe::1]',
    'localhost.',
    'metadata.google.internal.',
  ])('takes %s for one', host => {
    expect(isPrivateHost(hostOf(host))).toBe(true);
  });

  it.each([
    'registry.example.com',
    'internal.example.com',
    '8.8.8.8',
    '172.32.0.1',
    '[2001:4860:4860::8888]',
  ])('takes %s for none', host => {
    expect(isPrivateHost(hostOf(host))).toBe(false);
  });
});
