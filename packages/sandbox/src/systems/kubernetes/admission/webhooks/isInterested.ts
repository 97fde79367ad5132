import { AdmissionRequest } from '../../resources/Admission';
import { labelSelectorText } from '../../resources/labelSelectorText';
import { Review } from '../../resources/Operation';
import { parseLabelSelector } from '../../selectors/labelSelector';
import { Webhook, WebhookRule } from './Webhook';

type Labels = Record<string, string>;
type Selector = Webhook['namespaceSelector'];

/**
 * Whether a webhook wants to see a write.
 *
 * @param namespaceLabels - of the object's namespace; undefined for what is in none
 */
export function isInterested(
  webhook: Webhook,
  { operation, request }: Review,
  namespaceLabels: Labels | undefined,
): boolean {
  const { object, before, type } = request;
  const isNamespace = type.storage.id === 'namespaces';
  const home = isNamespace ? object.metadata.labels ?? {} : namespaceLabels;
  return (
    webhook.rules.some(rule => ruleMatches(rule, operation, request)) &&
    (home === undefined || selects(webhook.namespaceSelector, home)) &&
    [object, before].some(
      each =>
        each && selects(webhook.objectSelector, each.metadata.labels ?? {}),
    )
  );
}

function ruleMatches(
  rule: WebhookRule,
  operation: string,
  { type, subresource }: AdmissionRequest,
): boolean {
  const scope = type.namespaced ? 'Namespaced' : 'Cluster';
  return (
    includes(rule.operations, operation) &&
    includes(rule.apiGroups, type.group) &&
    // Versions of one resource are equivalent: asked in one, matched in another.
    (includes(rule.apiVersions, type.version) ||
      rule.apiVersions.includes(type.storage.version)) &&
    rule.resources.some(each => names(each, type.resource, subresource)) &&
    (rule.scope === '*' || rule.scope === scope)
  );
}

/** `pods`, `pods/status`, `pods/*`, `*`, any `scale`: a name without a slash means no subresource. */
function names(
  pattern: string,
  resource: string,
  subresource: string | undefined,
): boolean {
  const [wanted, part] = pattern.split('/');
  if (wanted !== '*' && wanted !== resource) return false;
  if (part === '*') return true;
  return part === subresource;
}

function includes(patterns: readonly string[], value: string): boolean {
  return patterns.includes('*') || patterns.includes(value);
}

function selects(selector: Selector, labels: Labels): boolean {
  return parseLabelSelector(labelSelectorText(selector))(labels);
}
