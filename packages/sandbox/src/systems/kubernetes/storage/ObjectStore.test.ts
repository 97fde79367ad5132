import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DocumentStore } from '../../../state/DocumentStore';
import { KubeObject } from '../schema/types';
import { ObjectStore } from './ObjectStore';
import { StoredEvent, historySize } from './WatchHistory';

function configMap(name: string, data?: object): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'shop' },
    ...(data && { data }),
  };
}

describe('ObjectStore', () => {
  let directory: string;
  let documents: DocumentStore;
  let store: ObjectStore;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'object-store-'));
    documents = DocumentStore.open(join(directory, 'state.sqlite'));
    store = ObjectStore.open(documents);
  });
  afterEach(() => {
    documents.close();
    rmSync(directory, { recursive: true });
  });

  it('numbers every write, also deletions, and goes on after a restart', () => {
    store.put('configmaps', configMap('a'));
    const b = store.put('configmaps', configMap('b'));
    store.delete('configmaps', b);
    documents.close();

    documents = DocumentStore.open(join(directory, 'state.sqlite'));
    store = ObjectStore.open(documents);

    expect(b.metadata.resourceVersion).toBe('2');
    expect(store.resourceVersion).toBe(3);
    expect(store.list('configmaps').map(o => o.metadata.name)).toEqual(['a']);
    expect(store.collection('configmaps').history.floor).toBe(3);
  });

  it('tells listeners what was before and what is now', () => {
    const events: StoredEvent[] = [];
    store.subscribe('configmaps', event => events.push(event));

    store.put('configmaps', configMap('a', { x: '1' }));
    const changed = store.put('configmaps', configMap('a', { x: '2' }));
    store.delete('configmaps', changed);

    expect(
      events.map(({ type, before, object }) => [
        type,
        before?.data,
        object.data,
        object.metadata.resourceVersion,
      ]),
    ).toEqual([
      ['ADDED', undefined, { x: '1' }, '1'],
      ['MODIFIED', { x: '1' }, { x: '2' }, '2'],
      ['DELETED', { x: '2' }, { x: '2' }, '3'],
    ]);
  });

  it('tells every listener of writes in order, also of those that a listener makes', () => {
    const seen: string[] = [];
    store.subscribe('namespaces', event => {
      if (event.type === 'ADDED') store.put('configmaps', configMap('made'));
    });
    store.subscribeAll((storage, event) => {
      seen.push(`${storage} ${event.resourceVersion}`);
    });

    store.put('namespaces', { ...configMap('shop'), kind: 'Namespace' });

    expect(seen).toEqual(['namespaces 1', 'configmaps 2']);
  });

  it('lists what was there at an earlier resourceVersion', () => {
    store.put('configmaps', configMap('a', { x: '1' }));
    store.put('configmaps', configMap('b'));
    store.put('configmaps', configMap('a', { x: '2' }));
    store.put('configmaps', configMap('c'));
    store.delete('configmaps', configMap('b'));

    const past = store.collection('configmaps').listAt(2, 'shop');

    expect(past.map(([key, object]) => [key, object.data])).toEqual([
      ['shop/a', { x: '1' }],
      ['shop/b', undefined],
    ]);
  });

  it('forgets the oldest changes when the history is full', () => {
    for (let n = 0; n < 2 * historySize; n += 1) {
      store.put('configmaps', configMap('a', { n }));
    }

    const { history } = store.collection('configmaps');
    expect(history.floor).toBe(historySize);
    expect(history.after(history.floor)).toHaveLength(historySize);
    expect(history.after(2 * historySize - 1)).toHaveLength(1);
  });
});
