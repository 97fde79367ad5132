import { isAnswered, machineLoad, say } from './Bench.mjs';

/** From an empty database until everything is in the tables, and then until everything has its answers. */
export async function measureIngest(bench) {
  const portal = await bench.startPortal('main');
  const startedAt = performance.now();
  const before = machineLoad();
  const { objects } = await bench.until(({ isListed }) => isListed);
  const listed = (performance.now() - startedAt) / 1000;
  await bench.until(isAnswered);
  const settled = (performance.now() - startedAt) / 1000;
  const { peak } = await portal.ask('memory');
  const { running, images } = await portal.ask('progress');
  const result = {
    objects,
    running,
    images,
    seconds: listed,
    perSecond: objects / listed,
    secondsToAnswers: settled,
    idleMegabytes: portal.idle,
    peakMegabytes: peak,
    load: [before, machineLoad()],
  };
  say(`ingest ${JSON.stringify(result)}`);

  await portal.ask('countWrites');
  const asked = await bench.clusters.ask('listed');
  await bench.clusters.ask('expire');
  await bench.untilListed(asked + objects);
  const writes = await portal.ask('writes');
  result.relist = {
    objects: (await bench.clusters.ask('listed')) - asked,
    writes,
  };
  say(`relist ${JSON.stringify(result.relist)}`);
  return result;
}
