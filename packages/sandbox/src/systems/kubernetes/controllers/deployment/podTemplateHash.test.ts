import { podTemplateHash } from './podTemplateHash';

/** With the hashes that Go computes for them (`hashutil.DeepHashObject`). */
const templates = {
  '59884d7fb9': {
    metadata: { labels: { app: 'web' } },
    spec: {
      containers: [
        {
          name: 'web',
          image: 'registry.example/shop/web:1.0.0',
          ports: [{ containerPort: 8080, protocol: 'TCP' }],
          resources: {},
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
          imagePullPolicy: 'IfNotPresent',
        },
      ],
      restartPolicy: 'Always',
      terminationGracePeriodSeconds: 30,
      dnsPolicy: 'ClusterFirst',
      securityContext: {},
      schedulerName: 'default-scheduler',
    },
  },
  '58895d8f49': {
    metadata: {
      labels: { a: '1', 'app.kubernetes.io/name': 'quote-api' },
      annotations: { b: '2', a: '1' },
    },
    spec: {
      automountServiceAccountToken: false,
      serviceAccountName: 'quote-api',
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 10001,
        fsGroup: 10001,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          name: 'web',
          image: 'localhost:7011/meridian/quote-api@sha256:ab',
          command: ['node'],
          args: ['dist/index.js', '--x'],
          ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
          env: [
            { name: 'PORT', value: '8080' },
            {
              name: 'POD',
              valueFrom: {
                fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' },
              },
            },
            {
              name: 'CPU',
              valueFrom: {
                resourceFieldRef: { resource: 'limits.cpu', divisor: '0' },
              },
            },
          ],
          resources: {
            requests: { cpu: '50m', memory: '64Mi' },
            limits: { cpu: '1', memory: '129Mi', 'ephemeral-storage': '2G' },
          },
          livenessProbe: {
            httpGet: { path: '/healthz', port: 'http', scheme: 'HTTP' },
            periodSeconds: 10,
            timeoutSeconds: 1,
            successThreshold: 1,
            failureThreshold: 3,
          },
          readinessProbe: { tcpSocket: { port: 8080 }, initialDelaySeconds: 5 },
          lifecycle: { preStop: { sleep: { seconds: 5 } } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        },
      ],
      volumes: [
        { name: 'tmp', emptyDir: { sizeLimit: '10Mi' } },
        { name: 'config', configMap: { name: 'settings', defaultMode: 420 } },
        {
          name: 'all',
          projected: {
            defaultMode: 420,
            sources: [
              {
                serviceAccountToken: { expirationSeconds: 3607, path: 'token' },
              },
            ],
          },
        },
      ],
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'kubernetes.io/hostname',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: { a: '1' } },
        },
      ],
      tolerations: [{ key: 'x', operator: 'Exists', tolerationSeconds: 300 }],
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 100,
              podAffinityTerm: {
                labelSelector: {
                  matchExpressions: [
                    { key: 'a', operator: 'In', values: ['1', '2'] },
                  ],
                },
                topologyKey: 'kubernetes.io/hostname',
              },
            },
          ],
        },
      },
      imagePullSecrets: [{ name: 'pull' }],
      nodeSelector: { 'kubernetes.io/os': 'linux' },
    },
  },
};

describe('podTemplateHash', () => {
  it.each(Object.entries(templates))(
    'gives %s, as the real controller',
    (hash, template) => {
      expect(podTemplateHash(template)).toBe(hash);
    },
  );
});
