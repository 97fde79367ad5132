import { isAnswered, say } from './Bench.mjs';

/**
 * The portal ends without a word in the middle of the first list, and begins
 * again: its tables say what those of an undisturbed run say.
 */
export async function measureKill(bench) {
  await bench.portal.kill();
  // Changes of another part are in the clusters by now, so both begin anew.
  const settle = async () => {
    await bench.until(({ isListed }) => isListed);
    await bench.until(isAnswered);
    return bench.portal.ask('dump');
  };
  await bench.startPortal('undisturbed');
  const undisturbed = await settle();
  const { objects } = await bench.portal.ask('progress');
  await bench.portal.kill();

  await bench.startPortal('killed');
  const at = await bench.until(progress => progress.objects > objects * 0.4, {
    every: 20,
  });
  await bench.portal.kill();
  await bench.startPortal('killed');
  const startedAt = performance.now();
  const dump = await settle();
  const result = {
    killedAt: at.objects,
    of: objects,
    secondsToAnswers: (performance.now() - startedAt) / 1000,
    different: Object.keys(undisturbed).filter(
      table => undisturbed[table] !== dump[table],
    ),
    tables: dump,
  };
  say(`kill ${JSON.stringify(result)}`);
  return result;
}
