import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * Runs a program to its end.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, log?: string, inherit?: boolean}} options
 *   `log`: a file that receives everything it prints; `inherit`: print straight to the terminal
 * @returns {Promise<{code: number, output: string}>} `output`: the last 20 kB of both streams
 */
export function exec(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log;
    if (options.log) {
      fs.mkdirSync(path.dirname(options.log), { recursive: true });
      log = fs.createWriteStream(options.log);
    }
    let output = '';
    const take = (chunk, stream) => {
      output = (output + chunk).slice(-20_000);
      log?.write(chunk);
      if (options.inherit) stream.write(chunk);
    };
    child.stdout.on('data', chunk => take(chunk, process.stdout));
    child.stderr.on('data', chunk => take(chunk, process.stderr));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      log?.end();
      resolve({ code: code ?? (signal ? 128 : 1), output });
    });
  });
}
