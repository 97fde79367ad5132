// The verifier's thread from source: Node's own loader does not resolve
// TypeScript as ours is written. The built package has dist/thread.cjs.js.
require('@backstage/cli/config/nodeTransform.cjs');
require('../src/worker/thread.ts');
