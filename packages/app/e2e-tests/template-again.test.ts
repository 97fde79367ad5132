import { APIRequestContext, expect, test } from '@playwright/test';
import { faults, gitHost } from './support/platform';

type Task = { status: string; steps?: Array<{ name: string; status: string }> };

/** Runs the template as the guest does, without the form, until it ends; answers how, and the log. */
async function runTemplate(request: APIRequestContext, name: string) {
  const session = await request.get('/api/auth/guest/refresh');
  const { backstageIdentity } = await session.json();
  const headers = { Authorization: `Bearer ${backstageIdentity.token}` };
  const sizes = { replicas: 1, cpu: '50m', memory: '128Mi' };
  const created = await request.post('/api/scaffolder/v2/tasks', {
    headers,
    data: {
      templateRef: 'template:default/service',
      values: {
        name,
        description: 'Answers whoever asks twice',
        owner: 'group:default/booking',
        system: 'system:default/booking',
        port: 8080,
        dev: sizes,
        staging: sizes,
        prod: sizes,
        visibility: 'public',
      },
    },
  });
  expect(created.status(), await created.text()).toBe(201);
  const { id } = await created.json();
  let task: Task = { status: 'open' };
  await expect
    .poll(
      async () => {
        const answer = await request.get(`/api/scaffolder/v2/tasks/${id}`, {
          headers,
        });
        task = await answer.json();
        return task.status;
      },
      { timeout: 90_000 },
    )
    .not.toMatch(/open|processing/);
  const events = await request.get(`/api/scaffolder/v2/tasks/${id}/events`, {
    headers,
  });
  return { status: task.status, log: await events.text() };
}

/** What a run leaves on the Git host. */
async function leftBehind(name: string) {
  const [repositories, commits, pulls, files] = await Promise.all([
    gitHost<Array<{ name: string }>>('/orgs/meridian/repos?limit=50'),
    gitHost<unknown[]>(`/repos/meridian/${name}/commits?sha=main`),
    gitHost<Array<{ title: string; state: string }>>(
      '/repos/meridian/platform-gitops/pulls?state=all&limit=50',
    ),
    gitHost<{ tree: Array<{ path: string; type: string }> }>(
      '/repos/meridian/platform-gitops/git/trees/main?recursive=true&per_page=1000',
    ),
  ]);
  return {
    repositories: repositories.filter(each => each.name === name).length,
    commits: commits.length,
    pulls: pulls
      .filter(({ title }) => title.includes(name))
      .map(({ state }) => state),
    files: files.tree
      .filter(({ path, type }) => type === 'blob' && path.includes(`/${name}/`))
      .map(({ path }) => path)
      .sort(),
  };
}

test('a template that fails in the middle and is run again, and once more, leaves one of each', async ({
  request,
}) => {
  const name = `again-${Date.now().toString(36).slice(-5)}`;
  // The repository is there by then; the pull request can not be opened.
  await faults.add('git-host', {
    kind: 'status',
    status: 500,
    method: 'POST',
    path: '/api/v1/repos/meridian/platform-gitops/pulls',
  });
  try {
    const failed = await runTemplate(request, name);
    expect(failed.status).toBe('failed');
    // Which system, and what it answered.
    expect(failed.log).toMatch(/platform-gitops/);
    expect(failed.log).toMatch(/500/);
  } finally {
    await faults.clear('git-host');
  }

  const second = await runTemplate(request, name);
  expect(second.status, second.log.slice(-2000)).toBe('completed');
  const once = await leftBehind(name);
  expect(once.repositories).toBe(1);
  expect(once.commits).toBe(1);
  expect(once.pulls).toEqual(['closed']);
  expect(once.files).toContain(`tenants/booking/${name}/applications/dev.yaml`);

  const third = await runTemplate(request, name);
  expect(third.status, third.log.slice(-2000)).toBe('completed');
  expect(await leftBehind(name)).toEqual(once);
});
