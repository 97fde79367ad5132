import { machineLoad, say } from './Bench.mjs';

const perSecond = 200;

/** Changes at a fixed rate, and how long it takes until a page shows one. */
export async function measureChanges(bench) {
  const load = await bench.startLoad();
  const lags = { pods: [], vulnerabilityreports: [] };
  const waiting = [];
  bench.onChange = change =>
    waiting.push(
      load.ask('awaitChange', change).then(lag => lags[change.kind].push(lag)),
    );
  const seconds = bench.quick ? 5 : 15;
  const { done, milliseconds } = await bench.clusters.ask('change', {
    perSecond,
    seconds,
    sampled: perSecond / 2,
  });
  await Promise.all(waiting);
  bench.onChange = undefined;
  const { peak } = await bench.portal.ask('memory');
  await bench.stopLoad();
  const result = {
    perSecond: done / (milliseconds / 1000),
    deploys: summary(lags.pods),
    reports: summary(lags.vulnerabilityreports),
    peakMegabytes: peak,
    load: machineLoad(),
  };
  say(`changes ${JSON.stringify(result)}`);
  return result;
}

function summary(lags) {
  const seen = lags.filter(lag => lag !== undefined).sort((a, b) => a - b);
  return {
    sampled: lags.length,
    missed: lags.length - seen.length,
    p50: seen[Math.floor(seen.length / 2)],
    max: seen.at(-1),
  };
}
