#!/usr/bin/env node
if (Number(process.versions.node.split('.')[0]) < 24) {
  // SQLite's binary would end the process without a word.
  console.error(
    `The sandbox needs Node 24, this is ${process.version}. Run it as: npm run sandbox -- …`,
  );
  process.exit(1);
}
// The sandbox runs from source: nothing to build, nothing to keep in step.
require('@backstage/cli/config/nodeTransform.cjs');
require('../src/cli').main(process.argv);
