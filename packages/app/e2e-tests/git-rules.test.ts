import { mkdtempSync, appendFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import {
  application,
  auditLog,
  cloneUrl,
  git,
  gitHost,
  kubectl,
} from './support/platform';

const replicas = async () =>
  kubectl([
    'get',
    'deployment',
    'tariff-service',
    '-n',
    'tariff-service-dev',
    '-o',
    'jsonpath={.spec.replicas}',
  ]);

test('a Deployment that is edited by hand is put back, and the edit is in the audit log', async () => {
  const before = await replicas();
  await kubectl([
    'scale',
    'deployment/tariff-service',
    '-n',
    'tariff-service-dev',
    '--replicas=7',
  ]);
  await expect
    .poll(replicas, { message: 'self-heal', timeout: 30_000 })
    .toBe(before);

  const writes = auditLog('nonprod').filter(
    line =>
      line.objectRef.namespace === 'tariff-service-dev' &&
      line.objectRef.resource === 'deployments' &&
      line.verb === 'patch',
  );
  expect(writes.some(line => line.user.username === 'admin')).toBe(true);
  expect(writes.at(-1)?.user.username).toContain('argocd');
});

test('what is pushed runs in dev by its new digest', async () => {
  const image = async () =>
    (await application('template-renderer-dev'))?.status.summary?.images?.[0];
  const before = await image();
  expect(before).toContain('@sha256:');

  const folder = mkdtempSync(path.join(os.tmpdir(), 'portolan-push-'));
  try {
    await git(['clone', '--quiet', cloneUrl('template-renderer'), folder]);
    appendFileSync(
      path.join(folder, 'docs/index.md'),
      '\nTemplates are checked for missing translations at each build.\n',
    );
    await git(
      ['commit', '--quiet', '-am', 'Tell how templates are checked'],
      folder,
    );
    await git(['push', '--quiet', 'origin', 'HEAD:main'], folder);
    const commit = await git(['rev-parse', 'HEAD'], folder);

    await expect
      .poll(
        async () => {
          const found = await application('template-renderer-dev');
          return [
            found?.status.sync.revision === commit,
            found?.status.sync.status,
            found?.status.health.status,
          ];
        },
        { message: 'the pipeline deploys the commit', timeout: 60_000 },
      )
      .toEqual([true, 'Synced', 'Healthy']);
    expect(await image()).not.toBe(before);

    const pods = await kubectl([
      'get',
      'pods',
      '-n',
      'template-renderer-dev',
      '-o',
      'jsonpath={.items[*].status.containerStatuses[*].imageID}',
    ]);
    expect(pods).toContain((await image())?.split('@')[1]);
    const status = await gitHost<{ state: string }>(
      `/repos/meridian/template-renderer/commits/${commit}/status`,
    );
    expect(status.state).toBe('success');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('deleting an Application from Git prunes it and what it runs; putting it back runs it again', async () => {
  const route =
    '/repos/meridian/platform-gitops/contents/tenants/booking/booking-web/applications/staging.yaml';
  const deployments = () =>
    kubectl(['get', 'deployments', '-n', 'booking-web-staging', '-o', 'name']);
  const { sha, content } = await gitHost<{ sha: string; content: string }>(
    `${route}?ref=main`,
  );
  expect(await application('booking-web-staging')).toBeDefined();
  expect(await deployments()).toContain('booking-web');

  await gitHost(route, {
    method: 'DELETE',
    body: { sha, branch: 'main', message: 'Take booking-web out of staging' },
  });
  await expect
    .poll(() => application('booking-web-staging'), { timeout: 60_000 })
    .toBeUndefined();
  await expect.poll(deployments, { timeout: 30_000 }).toBe('');

  await gitHost(route, {
    method: 'POST',
    body: { content, branch: 'main', message: 'Bring booking-web back' },
  });
  await expect
    .poll(deployments, { timeout: 60_000 })
    .toContain('deployment.apps/booking-web');
});
