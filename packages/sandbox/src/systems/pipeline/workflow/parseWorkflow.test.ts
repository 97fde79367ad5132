import { join } from 'node:path';
import { services } from '../../../seed/company';
import { repositoryFiles } from '../../../seed/serviceFiles';
import { stages } from '../stages';
import { parseWorkflow, workflowFile } from './parseWorkflow';

const step = { run: 'true' };
const workflow = (jobs: object, on: unknown = ['push']) =>
  JSON.stringify({ on, jobs });

describe('parseWorkflow', () => {
  it('puts jobs after those they need', () => {
    const { jobs } = parseWorkflow(
      workflow({
        deploy: { needs: ['image', 'docs'], steps: [step] },
        docs: { steps: [step] },
        image: { needs: 'docs', steps: [step] },
      }),
    );

    expect(jobs.map(({ id }) => id)).toEqual(['docs', 'image', 'deploy']);
  });

  it('keeps what a step does, for stages that go by it', () => {
    const [job] = parseWorkflow(
      [
        'on: push',
        'jobs:',
        '  scan:',
        '    steps:',
        '      - uses: aquasecurity/trivy-action@v1',
        '        with: { severity: CRITICAL }',
        '      - run: trivy image x',
      ].join('\n'),
    ).jobs;

    expect(job.steps).toMatchObject([
      {
        uses: 'aquasecurity/trivy-action@v1',
        with: { severity: 'CRITICAL' },
      },
      { run: 'trivy image x', with: {} },
    ]);
  });

  it('names a step by its id, by checkout, or by its name', () => {
    const [job] = parseWorkflow(
      workflow({
        a: {
          steps: [
            { id: 'publish-image', name: 'Push', run: 'x' },
            { uses: 'actions/checkout@v5' },
            { uses: 'actions/checkout@v5', with: { repository: 'a/b' } },
            { name: 'Build image', run: 'x' },
            { run: 'npm ci\nnpm test' },
          ],
        },
      }),
    ).jobs;

    expect(job.steps.map(({ key, name }) => ({ key, name }))).toEqual([
      { key: 'publish-image', name: 'Push' },
      { key: 'checkout', name: 'actions/checkout@v5' },
      { key: 'actions-checkout-v5', name: 'actions/checkout@v5' },
      { key: 'build-image', name: 'Build image' },
      { key: 'run-npm-ci', name: 'Run npm ci' },
    ]);
  });

  it.each([
    ['jobs: [', 'not YAML'],
    ['jobs: {}', 'on'],
    [workflow({}), 'jobs: at least one job'],
    [workflow({ a: {} }), 'jobs.a.steps'],
    [workflow({ a: { steps: [{ name: 'x' }] } }), '`uses` or `run`'],
    [
      workflow({ a: { steps: [step] } }, 'pull_request'),
      'does not name `push`',
    ],
    [workflow({ a: { needs: 'b', steps: [step] } }), "there is no job 'b'"],
    [
      workflow({
        a: { needs: 'b', steps: [step] },
        b: { needs: 'a', steps: [step] },
      }),
      'circle',
    ],
  ])('says what is wrong with %s', (text, message) => {
    expect(() => parseWorkflow(text)).toThrow(message);
  });

  it('finds every stage in the workflow that the service template makes', () => {
    const files = repositoryFiles(
      join(__dirname, '../../../../../../templates'),
      services[0],
      {
        gitUrl: 'http://localhost:7010',
        organization: 'meridian',
        registry: 'localhost:7011',
        argocdUrl: 'http://localhost:7014',
        pipelineUrl: 'http://localhost:7016/?repo={name}',
      },
    );
    const keys = parseWorkflow(files[workflowFile]).jobs.flatMap(job =>
      job.steps.map(({ key }) => key),
    );

    expect(keys).toEqual(
      expect.arrayContaining(stages.map(({ name }) => name)),
    );
  });
});
