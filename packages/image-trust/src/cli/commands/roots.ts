import { quote } from '../../policy/quote';
import type {
  LoadedDomain,
  UnreadableDomain,
} from '../../trust/TrustDomainStore';
import { TrustDomainStore } from '../../trust/TrustDomainStore';
import { ExitCode, exitCodes } from '../ExitCode';
import type { Io } from '../Io';
import { loadPolicy } from '../loadPolicy';
import { openCaches } from '../openCaches';
import type { Settings } from '../Settings';
import { trustSourcesOf } from '../trustSourcesOf';
import { warn } from '../warn';

/** `roots show`: which trust domains can be used, and how fresh their roots are. */
export function showRoots(settings: Settings, io: Io): Promise<ExitCode> {
  return withStore(settings, { io, run: async () => [] });
}

/** `roots refresh`: asks all mirrors, keeps what they give, and shows the outcome. */
export function refreshRoots(settings: Settings, io: Io): Promise<ExitCode> {
  return withStore(settings, { io, run: store => store.refresh() });
}

async function withStore(
  settings: Settings,
  options: {
    io: Io;
    run: (store: TrustDomainStore) => Promise<UnreadableDomain[]>;
  },
): Promise<ExitCode> {
  const { io, run } = options;
  const loaded = await loadPolicy(settings.policy, io);
  const caches = await openCaches(settings, io);
  try {
    const store = await TrustDomainStore.load({
      sources: trustSourcesOf(loaded),
      directory: caches.roots,
      now: io.now,
    });
    const failures = await run(store);
    const { domains, unreadable } = store.current;
    for (const domain of domains) io.stdout.write(formatDomain(domain));
    for (const { name, code, found } of unreadable) {
      io.stdout.write(
        `${name}\n  can not be used (${code}): ${quote(found)}\n`,
      );
    }
    for (const { name, found } of failures) {
      warn(io, `trust domain '${name}' could not be refreshed: ${found}`);
    }
    return failures.length + unreadable.length === 0
      ? exitCodes.accepted
      : exitCodes.unknown;
  } finally {
    await caches.close();
  }
}

function formatDomain(domain: LoadedDomain): string {
  const { name, signers, thresholds, keys, root, fingerprint } = domain;
  const { log, sct, timestamps } = thresholds;
  const lines = [
    name,
    signers === 'keys'
      ? `  signers      keys: ${keys.map(key => key.name).join(', ')}`
      : '  signers      holders of certificates',
    `  asks for     log entries: ${log}, certificate timestamps: ${sct}, trusted times: ${timestamps}`,
    `  root         ${formatRoot(root)}`,
    `  fingerprint  ${fingerprint}`,
  ];
  return `${lines.join('\n')}\n`;
}

const origins = {
  file: 'a file of this machine',
  mirror: 'its mirror',
  'last-good': 'its mirror, in an earlier run',
  seed: 'what this program was shipped with',
};

function formatRoot(root: LoadedDomain['root']): string {
  if (!root) return 'none';
  const asOf = root.asOf ? `, as of ${root.asOf.toISOString()}` : '';
  const stale = root.stale ? '; stale: a revocation may be unknown here' : '';
  return `from ${origins[root.from]}${asOf}${stale}`;
}
