// The Kubernetes APIs of a generated fleet, in a process of their own.
require('@backstage/cli/config/nodeTransform.cjs');
const tests = '../../plugins/supply-chain-backend/src/__testUtils__';
const { FleetCluster, serveClusters } = require(`${tests}/FleetCluster`);
const {
  GeneratedFleet,
  fleetEnvironments,
} = require(`${tests}/GeneratedFleet`);
const { answer, tell } = require('./processes.cjs');

const { components, digests } = JSON.parse(process.argv[2]);
const fleet = new GeneratedFleet({ components, digests });
const clusters = Object.fromEntries(
  fleetEnvironments.map(environment => [
    environment,
    new FleetCluster({ fleet, environment }),
  ]),
);
const all = Object.values(clusters);
setInterval(() => all.forEach(cluster => cluster.bookmark()), 20_000).unref();

/** Half deploys, half new reports, wherever in the fleet they are. */
function changeOne(n) {
  const environment = fleetEnvironments[n % fleetEnvironments.length];
  const cluster = clusters[environment];
  const isDeploy = n % 2 === 0;
  const kind = isDeploy ? 'pods' : 'vulnerabilityreports';
  const index = (n * 7919) % fleet.count(kind);
  const { at, changes } = cluster.change(kind, index);
  const { component, container } = isDeploy
    ? { component: index, container: 'app' }
    : fleet.place(index);
  return {
    kind,
    environment,
    component: fleet.name(component),
    container,
    at,
    digest: isDeploy
      ? fleet.image(component, environment, changes).digest
      : undefined,
  };
}

const served = serveClusters(clusters);
answer({
  urls: async () => {
    const { urlOf } = await served;
    return Object.fromEntries(
      fleetEnvironments.map(name => [name, urlOf(name)]),
    );
  },
  asked: async () => all.reduce((sum, { asked }) => sum + asked, 0),
  listed: async () => all.reduce((sum, { listed }) => sum + listed, 0),
  /** Ten times a second a tenth of the changes; of every `sampled` two are told. */
  change: ({ perSecond, seconds, sampled }) =>
    new Promise(resolve => {
      const startedAt = Date.now();
      let done = 0;
      const timer = setInterval(() => {
        const due = ((Date.now() - startedAt) / 1000) * perSecond;
        for (; done < due && done < perSecond * seconds; done += 1) {
          const change = changeOne(done);
          if (done % sampled < 2) tell(change);
        }
        if (done < perSecond * seconds) return;
        clearInterval(timer);
        resolve({ done, milliseconds: Date.now() - startedAt });
      }, 100);
    }),
  expire: async () => all.forEach(cluster => cluster.expire()),
});
