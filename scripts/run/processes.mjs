import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { logDirectory } from '../paths.mjs';

const running = new Set();

/**
 * Starts a long-running program whose output goes to a log file.
 *
 * @returns {{child: import('node:child_process').ChildProcess, log: string, exited: Promise<number>}}
 *   `exited` settles with the exit code, when somebody else ends it too
 */
export function startProcess(name, command, args, options = {}) {
  const log = path.join(logDirectory, `${name}.log`);
  fs.mkdirSync(logDirectory, { recursive: true });
  const file = fs.openSync(log, 'w');
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    uid: options.uid,
    gid: options.gid,
    stdio: ['ignore', file, file, ...(options.ipc ? ['ipc'] : [])],
  });
  fs.closeSync(file);
  running.add(child);
  const exited = new Promise(resolve => {
    const ended = code => {
      running.delete(child);
      resolve(code ?? 1);
    };
    child.on('error', () => ended(1));
    child.on('exit', code => ended(code));
  });
  return { child, log, exited };
}

/** The last lines of a log, for an error message. */
export function tail(log, lines = 12) {
  return fs.existsSync(log)
    ? fs.readFileSync(log, 'utf8').trim().split('\n').slice(-lines).join('\n')
    : '';
}

/** Ends everything that was started, and waits until it has ended. */
export async function stopAll() {
  await Promise.all(
    [...running].map(
      child =>
        new Promise(resolve => {
          const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
          child.once('exit', () => {
            clearTimeout(force);
            resolve();
          });
          child.kill('SIGTERM');
        }),
    ),
  );
}
