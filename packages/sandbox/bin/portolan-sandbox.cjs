#!/usr/bin/env node
// The sandbox runs from source: nothing to build, nothing to keep in step.
require('@backstage/cli/config/nodeTransform.cjs');
require('../src/cli').main(process.argv);
