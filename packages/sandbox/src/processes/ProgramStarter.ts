import { ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';

export type Program = {
  file: string;
  args: readonly string[];
  directory: string;
  /** The whole environment. */
  env: NodeJS.ProcessEnv;
  input?: string | Buffer;
  /** Milliseconds; without it, the program may take for ever. */
  timeoutMs?: number;
  /** Of each output; without it, there is no limit. */
  maxBytes?: number;
};

export type ProgramResult = {
  /** Absent when the program could not be started, was ended by a signal, or wrote more than it may; then `problem` says so. */
  exitCode?: number;
  problem?: string;
  stdout: Buffer;
  stderr: Buffer;
};

type Answer = ProgramResult & { id: number };

const starterFile = join(__dirname, '../../bin/program-starter.cjs');

/** A small process that starts programs on behalf of this one; `runProgram` says why. */
export class ProgramStarter {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (result: ProgramResult) => void>();
  #lastId = 0;

  constructor() {
    this.#process = fork(starterFile, {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
    });
    this.#process.unref();
    this.#process.channel?.unref();
    this.#process.on('message', (answer: Answer) => this.#settle(answer));
    this.#process.on('exit', () => this.#settleAll());
    this.#process.on('error', () => this.#settleAll());
  }

  get isAlive(): boolean {
    return this.#process.connected;
  }

  run({ file, args, input, ...rest }: Program): Promise<ProgramResult> {
    return new Promise(resolve => {
      this.#lastId += 1;
      const id = this.#lastId;
      this.#waiting.set(id, resolve);
      // Who waits for a program is not done; who waits for none may end.
      this.#process.channel?.ref();
      this.#process.send({
        id,
        file,
        args,
        input,
        options: {
          cwd: rest.directory,
          env: rest.env,
          timeout: rest.timeoutMs ?? 0,
          maxBuffer: rest.maxBytes ?? Infinity,
        },
      });
    });
  }

  #settle({ id, ...result }: Answer): void {
    const { stdout, stderr } = result;
    this.#waiting.get(id)?.({
      ...result,
      stdout: Buffer.from(stdout),
      stderr: Buffer.from(stderr),
    });
    this.#waiting.delete(id);
    if (this.#waiting.size === 0) this.#process.channel?.unref();
  }

  #settleAll(): void {
    const none = Buffer.alloc(0);
    for (const resolve of this.#waiting.values()) {
      resolve({
        problem: 'the process that starts programs has ended',
        stdout: none,
        stderr: none,
      });
    }
    this.#waiting.clear();
  }
}
