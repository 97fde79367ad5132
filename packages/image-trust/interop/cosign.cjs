const { execFile } = require('node:child_process');
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { promisify } = require('node:util');

const run = promisify(execFile);

/** The real cosign, with a home of its own. */
exports.Cosign = class Cosign {
  #path;
  #directory;

  constructor({ path, directory }) {
    this.#path = path;
    this.#directory = directory;
  }

  /** @throws Error with what cosign said */
  async run(args) {
    try {
      return await run(this.#path, args, {
        cwd: this.#directory,
        env: {
          PATH: process.env.PATH,
          HOME: this.#directory,
          COSIGN_PASSWORD: '',
        },
      });
    } catch (error) {
      throw new Error(`cosign ${args.join(' ')}\n${error.stderr}`);
    }
  }

  async version() {
    const { stdout } = await this.run(['version', '--json']);
    return JSON.parse(stdout).gitVersion;
  }

  /** @returns the path of a file that cosign can be told of */
  write(name, value) {
    const path = join(this.#directory, name);
    writeFileSync(
      path,
      typeof value === 'string' ? value : JSON.stringify(value),
    );
    return path;
  }
};
