// Everything runs from source, as the command line does.
require('@backstage/cli/config/nodeTransform.cjs');

const { availableParallelism } = require('node:os');
const { measureCosign } = require('./cosign.cjs');
const { createMaterial } = require('./material.cjs');
const { measureMemory } = require('./memory.cjs');
const { measureRegistry } = require('./registry.cjs');
const { measureSpeed, measureThreads } = require('./speed.cjs');

const seconds = Number(process.argv[2] ?? 3);
const row = cells => console.log(`| ${cells.join(' | ')} |`);
const head = cells => {
  console.log('');
  row(cells);
  row(cells.map(() => '---'));
};
const round = value => (value < 10 ? value.toFixed(1) : Math.round(value));

async function main() {
  const material = await createMaterial();

  head(['kind', '/s', 'bare @sigstore/verify /s', 'ratio (≥ 0.95)']);
  for (const sample of material) {
    const { ours, bare, ratio } = measureSpeed(sample, { seconds });
    row([
      sample.name,
      round(ours),
      bare ? round(bare) : 'not possible',
      ratio ? ratio.toFixed(2) : '',
    ]);
  }

  const cores = availableParallelism();
  head([
    'kind',
    'one thread /s',
    `${cores} threads /s`,
    'ratio (≥ 1.8 on 2)',
    'allowed by processor time',
  ]);
  for (const sample of material.filter(({ threads }) => threads)) {
    const { one, all, ratio, allowed } = await measureThreads(sample, {
      seconds,
    });
    row([
      sample.name,
      round(one),
      round(all),
      ratio.toFixed(2),
      allowed.toFixed(2),
    ]);
  }

  head(['registry', 'measured', 'goal']);
  for (const line of await measureRegistry()) row(line);

  head(['memory', 'measured', 'goal']);
  for (const line of await measureMemory()) row(line);

  const cosign = await measureCosign();
  if (cosign) {
    head(['the real cosign verify', '/s', 'ours, in process /s']);
    for (const line of cosign) row(line);
  }
}

main().catch(error => {
  console.error(error);
  process.exitCode = 1;
});
