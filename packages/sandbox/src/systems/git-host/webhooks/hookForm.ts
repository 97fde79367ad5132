import { z } from 'zod';
import { unprocessable } from '../api/ApiError';
import { HookRecord } from '../state/records';
import { expandEvents } from './events';

export const hookForm = z.object({
  type: z.string().optional(),
  name: z.string().optional(),
  active: z.boolean().optional(),
  events: z.array(z.string()).nullish(),
  branch_filter: z.string().optional(),
  config: z.record(z.string()).optional(),
  authorization_header: z.string().optional(),
});

type HookForm = z.infer<typeof hookForm>;
type HookFields = Omit<
  HookRecord,
  'id' | 'repositoryId' | 'organizationId' | 'createdAt' | 'updatedAt'
>;

const types = [
  'gitea',
  'gogs',
  'slack',
  'discord',
  'dingtalk',
  'telegram',
  'msteams',
  'feishu',
  'wechatwork',
  'packagist',
  'matrix',
];

export function newHook(form: HookForm): HookFields {
  const { type = '', config = {} } = form;
  if (!types.includes(type)) throw unprocessable(`Invalid hook type: ${type}`);
  for (const name of ['url', 'content_type']) {
    if (!config[name]) throw unprocessable(`Missing config option: ${name}`);
  }
  return {
    type,
    name: form.name ?? '',
    active: form.active ?? false,
    events: expandEvents(form.events ?? []),
    branchFilter: form.branch_filter ?? '',
    url: checkUrl(config.url),
    contentType: readContentType(config.content_type),
    secret: config.secret ?? '',
    authorizationHeader: form.authorization_header ?? '',
  };
}

export function changedHook(
  form: HookForm,
  before: HookRecord,
): Partial<HookFields> {
  const { config = {} } = form;
  return {
    name: form.name ?? before.name,
    active: form.active ?? before.active,
    events: form.events ? expandEvents(form.events) : before.events,
    branchFilter: form.branch_filter ?? before.branchFilter,
    url: config.url ? checkUrl(config.url) : before.url,
    contentType: config.content_type
      ? readContentType(config.content_type)
      : before.contentType,
    secret: config.secret ?? before.secret,
    authorizationHeader:
      form.authorization_header ?? before.authorizationHeader,
  };
}

function readContentType(text: string): 'json' | 'form' {
  if (text !== 'json' && text !== 'form') {
    throw unprocessable('Invalid content type');
  }
  return text;
}

function checkUrl(text: string): string {
  if (!/^https?:\/\//.test(text) || !URL.canParse(text)) {
    throw unprocessable('Invalid url');
  }
  return text;
}
