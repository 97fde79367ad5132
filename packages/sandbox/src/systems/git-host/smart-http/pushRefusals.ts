import { branchOf } from '../git/names';
import { GitHostState } from '../state/GitHostState';
import { Actor, canPushTo, findProtection } from '../protection/rules';
import { RefChange } from '../pushes/RefChange';
import { RepositoryRecord } from '../state/records';

/**
 * What the pre-receive hook needs to know, because only it sees the pushed
 * objects: `refuse` always, `forward` unless the branch moves forwards.
 */
export type PushRefusal = {
  ref: string;
  when: 'always' | 'not-forward';
  message: string;
};

export function pushRefusals(
  state: GitHostState,
  repository: RepositoryRecord,
  actor: Actor,
  commands: RefChange[],
): PushRefusal[] {
  return commands.flatMap(({ ref, after }): PushRefusal[] => {
    const branch = branchOf(ref);
    if (branch === undefined) return [];
    if (!after && branch === repository.defaultBranch) {
      const message = `branch ${branch} is the default branch and cannot be deleted`;
      return [{ ref, when: 'always', message }];
    }
    const rule = findProtection(state, repository, branch);
    if (!rule) return [];
    if (!after) {
      const message = `branch ${branch} is protected from deletion`;
      return [{ ref, when: 'always', message }];
    }
    if (!canPushTo(state, repository, rule, actor)) {
      const message = `Not allowed to push to protected branch ${branch}`;
      return [{ ref, when: 'always', message }];
    }
    if (rule.enableForcePush) return [];
    const message = `branch ${branch} is protected from force push`;
    return [{ ref, when: 'not-forward', message }];
  });
}
