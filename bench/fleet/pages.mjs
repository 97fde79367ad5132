import { machineLoad, say } from './Bench.mjs';

const perSecond = 100;
const pad = (number, length) => String(number).padStart(length, '0');

/** Paths of pages as a hundred people open them, each kind by itself. */
function pathsOf(components) {
  const some = count => Array.from({ length: count }, (_, n) => n * 7919);
  const teams = Math.max(1, Math.floor(components / 100));
  return {
    verdict: some(997).map(
      n => `entities/component/default/app-${pad(n % components, 6)}/verdict`,
    ),
    'fleet by owner': some(97).map(
      n => `fleet?owner=group:default/team-${pad(n % teams, 4)}`,
    ),
    'fleet by environment and answer': some(12).map(
      n =>
        `fleet?environment=${['dev', 'staging', 'prod'][n % 3]}&answer=${
          n % 2 ? 'fail' : 'unknown'
        }`,
    ),
    'fleet by text': some(97).map(
      n => `fleet?text=app-${pad(n % components, 6).slice(0, 5)}`,
    ),
  };
}

/** Runs of each kind, in turn, so that what else a machine does falls on all of them. */
export async function measurePages(bench) {
  const load = await bench.startLoad();
  const asked = await bench.clusters.ask('asked');
  const runs = bench.quick ? 1 : 3;
  const seconds = bench.quick ? 3 : 5;
  const kinds = pathsOf(bench.components);
  const results = Object.fromEntries(Object.keys(kinds).map(k => [k, []]));
  for (const paths of Object.values(kinds)) {
    await load.ask('openLoop', { paths, perSecond: 50, seconds: 1 });
  }
  for (let run = 0; run < runs; run += 1) {
    for (const [kind, paths] of Object.entries(kinds)) {
      const cpu = await bench.portal.ask('cpu');
      const result = await load.ask('openLoop', { paths, perSecond, seconds });
      const { user, system } = await bench.portal.ask('cpu');
      result.cpu =
        (user - cpu.user + system - cpu.system) / 1000 / result.requests;
      result.load = machineLoad();
      results[kind].push(result);
      say(`${kind} ${JSON.stringify(result)}`);
    }
  }
  const requestsToClusters = (await bench.clusters.ask('asked')) - asked;
  await bench.stopLoad();
  return { kinds: results, requestsToClusters };
}
