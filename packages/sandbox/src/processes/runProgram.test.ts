import { tmpdir } from 'node:os';
import { runProgram } from './runProgram';

const node = (
  script: string,
  more: { input?: string; timeoutMs?: number } = {},
) =>
  runProgram({
    file: process.execPath,
    args: ['-e', script],
    directory: tmpdir(),
    env: { GREETING: 'hello' },
    ...more,
  });

describe('runProgram', () => {
  it('gives input and environment, and takes both outputs and the exit code', async () => {
    const result = await node(
      'process.stdin.on("data", data => process.stdout.write(`${process.env.GREETING} ${data}`)).on("end", () => { console.error("and bye"); process.exitCode = 3; })',
      { input: 'you' },
    );
    expect(result).toEqual({
      exitCode: 3,
      problem: undefined,
      stdout: Buffer.from('hello you'),
      stderr: Buffer.from('and bye\n'),
    });
  });

  it('runs several at once and mixes nothing up', async () => {
    const results = await Promise.all(
      ['a', 'b', 'c', 'd'].map(text => node(`process.stdout.write('${text}')`)),
    );
    expect(results.map(({ stdout }) => stdout.toString())).toEqual([
      'a',
      'b',
      'c',
      'd',
    ]);
  });

  it('says what is wrong with a program that is not there, or takes too long', async () => {
    const missing = await runProgram({
      file: 'no-such-program',
      args: [],
      directory: tmpdir(),
      env: {},
    });
    expect(missing).toMatchObject({
      exitCode: undefined,
      problem: expect.stringContaining('ENOENT'),
    });
    const slow = await node('setInterval(() => {}, 1000)', { timeoutMs: 200 });
    expect(slow.exitCode).toBeUndefined();
    expect(slow.problem).toContain('Command failed');
  });

  it('does not mind a program that leaves its input unread', async () => {
    const { exitCode } = await node('process.exit(0)', {
      input: 'x'.repeat(1_000_000),
    });
    expect(exitCode).toBe(0);
  });
});
