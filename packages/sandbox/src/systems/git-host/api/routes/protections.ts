import { minimatch } from 'minimatch';
import { ruleForm, toRuleFields, usualRule } from '../../protection/ruleForm';
import { protectionsOf } from '../../protection/rules';
import { RepositoryRecord } from '../../state/records';
import { created, noContent, ok } from '../answers';
import { forbidden, notFound } from '../ApiError';
import { ApiRouter } from '../ApiRouter';
import { formatProtection } from '../format/branches';
import { readForm, required } from '../forms';

export function addProtectionRoutes(api: ApiRouter): void {
  const { state, now } = api.context;

  const find = (repository: RepositoryRecord, name: string) => {
    const rule = protectionsOf(state, repository).find(
      ({ ruleName }) => ruleName === name,
    );
    if (!rule) throw notFound();
    return rule;
  };

  /** The real system looks at open pull requests anew, in the background. */
  const checkAgain = (repository: RepositoryRecord, ruleName: string) =>
    state
      .pullRequestsOf(repository, one => one.state === 'open')
      .filter(({ baseBranch }) => minimatch(baseBranch, ruleName))
      .forEach(({ id }) =>
        state.pullRequests.update(id, { checkPending: true }),
      );

  api.repository('get', '/branch_protections', 'admin', ({ repository }) =>
    ok(protectionsOf(state, repository).map(formatProtection)),
  );

  api.repository(
    'get',
    '/branch_protections/*',
    'admin',
    ({ req, repository }) =>
      ok(formatProtection(find(repository, req.params[0]))),
  );

  api.repository(
    'post',
    '/branch_protections',
    'admin',
    ({ req, repository }) => {
      const form = readForm(req, ruleForm);
      const ruleName = required(form.rule_name || form.branch_name, 'RuleName');
      const rules = protectionsOf(state, repository);
      if (rules.some(rule => rule.ruleName === ruleName)) {
        throw forbidden('Branch protection already exist');
      }
      const at = now().toISOString();
      const rule = state.protections.add({
        ...toRuleFields(form, usualRule),
        repositoryId: repository.id,
        ruleName,
        priority: form.priority ?? rules.length + 1,
        createdAt: at,
        updatedAt: at,
      });
      checkAgain(repository, ruleName);
      return created(formatProtection(rule));
    },
  );

  api.repository(
    'patch',
    '/branch_protections/*',
    'admin',
    ({ req, repository }) => {
      const form = readForm(req, ruleForm);
      const rule = find(repository, req.params[0]);
      const changed = state.protections.update(rule.id, {
        ...toRuleFields(form, rule),
        priority: form.priority ?? rule.priority,
        updatedAt: now().toISOString(),
      });
      checkAgain(repository, rule.ruleName);
      return ok(formatProtection(changed));
    },
  );

  api.repository(
    'delete',
    '/branch_protections/*',
    'admin',
    ({ req, repository }) => {
      state.protections.delete(find(repository, req.params[0]).id);
      return noContent;
    },
  );
}
