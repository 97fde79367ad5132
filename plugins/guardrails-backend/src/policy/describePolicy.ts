import {
  severities,
  type ResourceRef,
} from '@portolan/plugin-guardrails-common';
import { cut } from '../schema/metadata';
import type { ParsedPolicy } from './ParsedPolicy';
import type { RawConditions, RawMetadata } from './policySchema';

/** Names the control that a policy belongs to: `<control>-audit` and `<control>-enforce` carry the same. */
export const controlLabel = 'policies.portolan.io/control';

/** An http(s) address of a page that tells how to mend what the policy finds. */
export const docsAnnotation = 'policies.portolan.io/docs';

const of = 'policies.kyverno.io';

/** What a policy of any kind says of itself. Pure. */
export function describePolicy(object: {
  apiVersion: string;
  kind: string;
  metadata: RawMetadata;
}): Pick<
  ParsedPolicy,
  | 'policy'
  | 'title'
  | 'description'
  | 'category'
  | 'severity'
  | 'docsUrl'
  | 'control'
  | 'madeFrom'
  | 'changedAt'
> {
  const { apiVersion, kind, metadata } = object;
  const { name, namespace, labels = {}, annotations = {} } = metadata;
  const policy: ResourceRef = {
    apiVersion,
    kind,
    name,
    ...(namespace ? { namespace } : {}),
  };
  const description = annotations[`${of}/description`];
  const category = annotations[`${of}/category`];
  const docs = annotations[docsAnnotation];
  const control = labels[controlLabel];
  const owner =
    kind === 'ValidatingAdmissionPolicy'
      ? metadata.ownerReferences?.find(one => one.kind.endsWith('Policy'))
      : undefined;
  const changedAt = changedAtOf(metadata);
  const severity = annotations[`${of}/severity`]?.toLowerCase();
  return {
    policy,
    title: cut(annotations[`${of}/title`] || name, 300),
    ...(description ? { description: cut(description.trim(), 4000) } : {}),
    ...(category ? { category: cut(category, 300) } : {}),
    severity: severities.find(one => one === severity) ?? 'unknown',
    ...(docs && /^https?:\/\//.test(docs) && URL.canParse(docs)
      ? { docsUrl: docs }
      : {}),
    ...(control ? { control } : {}),
    ...(owner ? { madeFrom: { kind: owner.kind, name: owner.name } } : {}),
    ...(changedAt ? { changedAt } : {}),
  };
}

/** What a policy's conditions say of whether it is in force. Pure. */
export function toReady(
  ready: boolean | null | undefined,
  conditions: RawConditions,
): Pick<ParsedPolicy, 'ready' | 'readyCause'> {
  if (ready === undefined || ready === null) return {};
  const cause = (conditions ?? [])
    .filter(one => one.status !== 'True')
    .map(one => one.message || one.type)
    .join('; ');
  return {
    ready,
    ...(!ready && cause ? { readyCause: cut(cause, 1000) } : {}),
  };
}

/** The last write of its spec: a generation has no time, and a resourceVersion moves with its status. */
function changedAtOf(metadata: RawMetadata): string | undefined {
  const times = (metadata.managedFields ?? [])
    .filter(one => !one.subresource && one.fieldsV1?.['f:spec'] !== undefined)
    .flatMap(({ time }) => (time ? [time] : []));
  const made = metadata.creationTimestamp;
  const all = [...times, ...(made ? [made] : [])].map(time => Date.parse(time));
  return all.length > 0 ? new Date(Math.max(...all)).toISOString() : undefined;
}
