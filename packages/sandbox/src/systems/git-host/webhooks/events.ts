/** The events that a hook can be sent. */
export type HookEvent =
  | 'create'
  | 'delete'
  | 'push'
  | 'status'
  | 'pull_request'
  | 'pull_request_assign'
  | 'pull_request_label'
  | 'pull_request_milestone'
  | 'pull_request_comment'
  | 'pull_request_review'
  | 'pull_request_review_request'
  | 'pull_request_sync';

const all: HookEvent[] = [
  'create',
  'delete',
  'push',
  'status',
  'pull_request',
  'pull_request_assign',
  'pull_request_label',
  'pull_request_milestone',
  'pull_request_comment',
  'pull_request_review',
  'pull_request_review_request',
  'pull_request_sync',
];

/** What a client's list of events means: `pull_request` stands for all that is about pull requests, no list for pushes. */
export function expandEvents(wanted: string[]): HookEvent[] {
  const names = wanted.length > 0 ? wanted : ['push'];
  const allOfPulls = names.includes('pull_request');
  return all.filter(event => {
    if (!event.startsWith('pull_request')) return names.includes(event);
    const only = event === 'pull_request' ? 'pull_request_only' : event;
    return allOfPulls || names.includes(only);
  });
}

/** The event as the `X-Gitea-Event` header groups it; `-Event-Type` has the finer one. */
export function eventGroup(event: HookEvent): string {
  switch (event) {
    case 'pull_request_assign':
    case 'pull_request_label':
    case 'pull_request_milestone':
    case 'pull_request_review_request':
    case 'pull_request_sync':
      return 'pull_request';
    case 'pull_request_comment':
      return 'issue_comment';
    default:
      return event;
  }
}
