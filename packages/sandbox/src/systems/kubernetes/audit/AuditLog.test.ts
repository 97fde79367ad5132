import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useCluster } from '../testing/useCluster';
import { AuditLog } from './AuditLog';

describe('AuditLog', () => {
  it('puts a full file aside and keeps the one before', () => {
    const directory = mkdtempSync(join(tmpdir(), 'audit-'));
    const log = new AuditLog(join(directory, 'audit.log'), { maxBytes: 40 });

    for (const n of [1, 2, 3, 4, 5]) log.append({ n, text: 'some text' });

    expect(log.lines().map(line => JSON.parse(line).n)).toEqual([4, 5]);
    rmSync(directory, { recursive: true });
  });
});

describe('the audit policy', () => {
  const cluster = useCluster({ controllers: false });

  it('writes changes down, with their bodies unless these hold secrets', async () => {
    const { admin, kubernetes } = cluster;
    await admin.post('/api/v1/namespaces/default/services', {
      metadata: { name: 'web' },
      spec: { ports: [{ port: 80 }] },
    });
    await admin.post('/api/v1/namespaces/default/secrets', {
      metadata: { name: 'password' },
      stringData: { password: 'do-not-log' },
    });
    await admin.get('/api/v1/namespaces/default/services');

    const events = kubernetes.auditLog().map(line => JSON.parse(line));

    expect(
      events.map(({ level, verb, objectRef }) => [
        level,
        verb,
        objectRef.resource,
        objectRef.name,
      ]),
    ).toEqual([
      ['RequestResponse', 'create', 'services', 'web'],
      ['Metadata', 'create', 'secrets', 'password'],
    ]);
    expect(events[0].requestObject.spec.ports).toEqual([{ port: 80 }]);
    expect(kubernetes.auditLog().join()).not.toContain('do-not-log');
  });
});
