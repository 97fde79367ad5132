import { JsonMap } from '../json';
import { ensureMap, mapAt, mapsAt, setDefault } from './fields';

export function defaultStorageClass(storageClass: JsonMap): void {
  setDefault(storageClass, 'reclaimPolicy', 'Delete');
  setDefault(storageClass, 'volumeBindingMode', 'Immediate');
}

export function defaultPriorityClass(priorityClass: JsonMap): void {
  setDefault(priorityClass, 'preemptionPolicy', 'PreemptLowerPriority');
}

export function defaultWebhookConfiguration(configuration: JsonMap): void {
  for (const webhook of mapsAt(configuration, 'webhooks')) {
    setDefault(webhook, 'failurePolicy', 'Fail');
    setDefault(webhook, 'matchPolicy', 'Equivalent');
    setDefault(webhook, 'namespaceSelector', {});
    setDefault(webhook, 'objectSelector', {});
    setDefault(webhook, 'timeoutSeconds', 10);
    if (configuration.kind === 'MutatingWebhookConfiguration') {
      setDefault(webhook, 'reinvocationPolicy', 'Never');
    }
    for (const rule of mapsAt(webhook, 'rules')) setDefault(rule, 'scope', '*');
    const service = mapAt(mapAt(webhook, 'clientConfig'), 'service');
    if (service) setDefault(service, 'port', 443);
  }
}

export function defaultCustomResourceDefinition(definition: JsonMap): void {
  const spec = ensureMap(definition, 'spec');
  const names = ensureMap(spec, 'names');
  setDefault(names, 'singular', String(names.kind ?? '').toLowerCase());
  setDefault(names, 'listKind', `${names.kind ?? ''}List`);
  setDefault(ensureMap(spec, 'conversion'), 'strategy', 'None');
}
