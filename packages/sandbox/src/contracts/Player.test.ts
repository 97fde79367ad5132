import { listScenarios, loadScenario } from './loadScenario';
import { Player } from './Player';
import { RecordedServer } from './RecordedServer';

const scenarios = ['argocd', 'gitea', 'kubernetes', 'registry'].flatMap(
  system => listScenarios(system).map(name => [system, name]),
);

describe('Player', () => {
  it.each(scenarios)(
    'finds no difference when %s/%s is answered as it was recorded',
    async (system, name) => {
      const scenario = loadScenario(system, name);
      const target = await new RecordedServer(scenario).start();

      const results = await Player.play(scenario, target);
      await target.close();

      expect(results.length).toBeGreaterThan(0);
      expect(results.filter(result => result.differences.length)).toEqual([]);
    },
    60_000,
  );

  it('names the exchange whose answer differs', async () => {
    const scenario = loadScenario('registry', '01-base');
    const server = new RecordedServer(scenario);
    server.wrong.set(1, 'something else');
    const target = await server.start();

    const results = await Player.play(scenario, target);
    await target.close();

    const wrong = results.filter(result => result.differences.length);
    expect(wrong).toHaveLength(1);
    expect(wrong[0].index).toBe(1);
    expect(wrong[0].differences[0]).toContain('something else');
  });

  it('compares what a target makes of an answer where the recording holds a summary', async () => {
    const scenario = loadScenario('argocd', '01-session');
    const server = new RecordedServer(scenario);
    server.wrong.set(1, { Version: 'v1', Platform: 'any' });
    const target = await server.start();

    const results = await Player.play(scenario, {
      ...target,
      summarize: ({ index }, answered) =>
        index === 1 ? { keys: Object.keys(answered ?? {}).sort() } : answered,
    });
    await target.close();

    expect(results[1].differences).toEqual([
      'body/keys: expected 8 items, got 2',
      'body/keys/0: expected "BuildDate", got "Platform"',
      'body/keys/1: expected "Compiler", got "Version"',
    ]);
    expect(results[2].differences).toEqual([]);
  });

  it('says which value a request lacks', async () => {
    const scenario = loadScenario('argocd', '01-session');
    const target = await new RecordedServer(scenario).start();

    const results = await Player.play(scenario, { ...target, given: {} });
    await target.close();

    expect(results.flatMap(result => result.differences)).toContain(
      'Error: the request needs {{token-admin}}, unknown so far',
    );
  });
});
