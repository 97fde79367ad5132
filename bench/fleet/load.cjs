// People who open pages, in a process of their own.
const http = require('node:http');
const { setTimeout: delay } = require('node:timers/promises');
const { answer } = require('./processes.cjs');

const { url, users } = JSON.parse(process.argv[2]);
const agent = new http.Agent({ keepAlive: true, maxSockets: 200 });

function get(path, headers = {}) {
  return new Promise((resolve, reject) => {
    http
      .get(`${url}${path}`, { agent, headers }, res => {
        const chunks = [];
        res.on('data', chunk => chunks.push(chunk));
        res.on('end', () =>
          resolve({
            status: res.statusCode,
            text: Buffer.concat(chunks).toString(),
          }),
        );
        res.on('error', reject);
      })
      .on('error', reject);
  });
}

const signedIn = (async () => {
  const tokens = [];
  for (let n = 0; n < users; n += 1) {
    const { text } = await get('/api/auth/bench/refresh', {
      'x-user': `user:default/person-${n}`,
      'x-requested-with': 'XMLHttpRequest',
    });
    tokens.push(JSON.parse(text).backstageIdentity.token);
  }
  return tokens;
})();

const api = async (path, n = 0) => {
  const tokens = await signedIn;
  return get(`/api/supply-chain/v1/${path}`, {
    authorization: `Bearer ${tokens[n % tokens.length]}`,
  });
};

const percentile = (sorted, part) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];

/** Requests at a fixed rate whatever the answers do; each is timed from when it was meant to start. */
async function openLoop({ paths, perSecond, seconds }) {
  await signedIn;
  const total = perSecond * seconds;
  const times = [];
  const failures = {};
  let bytes = 0;
  const startedAt = performance.now() + 50;
  const pending = [];
  for (let n = 0; n < total; n += 1) {
    const intended = startedAt + (n * 1000) / perSecond;
    const wait = intended - performance.now();
    if (wait > 1) await delay(wait);
    pending.push(
      api(paths[n % paths.length], n)
        .then(({ status, text }) => {
          times.push(performance.now() - intended);
          bytes += text.length;
          if (status !== 200) failures[status] = (failures[status] ?? 0) + 1;
        })
        .catch(error => {
          failures[error.code] = (failures[error.code] ?? 0) + 1;
        }),
    );
  }
  await Promise.all(pending);
  const sorted = times.sort((one, other) => one - other);
  return {
    requests: total,
    failures,
    bytes: Math.round(bytes / Math.max(1, times.length)),
    p50: percentile(sorted, 0.5),
    p90: percentile(sorted, 0.9),
    p99: percentile(sorted, 0.99),
  };
}

/** Whether a component's page shows a change. */
function shows(text, change) {
  const { environments } = JSON.parse(text);
  const container = environments
    .find(({ environment }) => environment === change.environment)
    ?.containers.find(one => one.container === change.container);
  if (!container) return false;
  if (change.digest) return container.digest === change.digest;
  const scanned = container.verdict.checks.find(
    ({ question }) => question === 'scanned',
  );
  return scanned.asOf >= change.at;
}

answer({
  signedIn: async () => (await signedIn).length,
  openLoop,
  get: path => api(path),
  /** @returns milliseconds until the component's page shows the change; undefined after a minute */
  awaitChange: async change => {
    const end = Date.parse(change.at) + 60_000;
    while (Date.now() < end) {
      const { status, text } = await api(
        `entities/component/default/${change.component}/verdict`,
      );
      if (status === 200 && shows(text, change)) {
        return Date.now() - Date.parse(change.at);
      }
      await delay(100);
    }
    return undefined;
  },
});
