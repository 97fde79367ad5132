#!/usr/bin/env node
const { existsSync } = require('node:fs');
const { join } = require('node:path');

// In a checkout it runs from source: nothing to build, nothing to keep in step.
// A published package has no source.
const fromSource = existsSync(join(__dirname, '../src/cli/index.ts'));
if (fromSource) require('@backstage/cli/config/nodeTransform.cjs');
const { main } = fromSource
  ? require('../src/cli')
  : require('../dist/cli.cjs.js');

// Whoever reads us may stop reading, as `head` does.
process.stdout.on('error', error => {
  process.exit(error.code === 'EPIPE' ? process.exitCode ?? 3 : 3);
});

main(process.argv.slice(2), {
  stdout: {
    write: text => process.stdout.write(text),
    isTerminal: process.stdout.isTTY === true,
  },
  stderr: {
    write: text => process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
  },
  stdin: process.stdin,
  cwd: process.cwd(),
  env: process.env,
  fetch,
  now: () => new Date(),
}).then(code => {
  process.exitCode = code;
});
