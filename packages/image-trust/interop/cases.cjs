const oldLayout = ['--new-bundle-format=false', '--use-signing-config=false'];

/** Everything that cosign is told to do, and what we must find. */
exports.casesOf = function casesOf({ url, files, token }) {
  const key = ['--key', files.key];
  const identity = ['--identity-token', token];
  const services = [
    ...['--fulcio-url', url],
    ...['--rekor-url', url],
    ...['--trusted-root', files.trustedRoot],
  ];
  const bySigningConfig = [
    ...['--signing-config', files.signingConfig],
    ...['--trusted-root', files.trustedRoot],
  ];
  return [
    {
      name: 'key, Cosign 2 layout, no log',
      domain: 'keys',
      flags: [...key, ...oldLayout, '--tlog-upload=false'],
      storages: ['signature-tag', 'attestation-tag'],
      log: undefined,
    },
    {
      name: 'key, Cosign 3 layout, no log',
      domain: 'keys',
      flags: [...key, '--signing-config', files.emptySigningConfig],
      storages: ['bundle-referrer', 'bundle-referrer'],
      log: undefined,
    },
    {
      name: 'key, Cosign 3 layout, Rekor v2',
      domain: 'logged keys',
      flags: [...key, ...bySigningConfig],
      storages: ['bundle-referrer', 'bundle-referrer'],
      log: /^(hashedrekord|dsse)\/0\.0\.2$/,
    },
    {
      name: 'no key, Cosign 2 layout, Rekor v1',
      domain: 'certificates',
      flags: [...identity, ...oldLayout, ...services],
      storages: ['signature-tag', 'attestation-tag'],
      log: /^(hashedrekord|dsse)\/0\.0\.1$/,
    },
    {
      name: 'no key, Cosign 3 layout, Rekor v2',
      domain: 'certificates',
      flags: [...identity, ...bySigningConfig],
      storages: ['bundle-referrer', 'bundle-referrer'],
      log: /^(hashedrekord|dsse)\/0\.0\.2$/,
    },
  ];
};
