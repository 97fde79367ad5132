/** The chart that the recordings of Argo CD were made with. */
export const chart: Record<string, string> = {
  'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 0.1.0\n',
  'chart/values.yaml':
    'image: registry.example/shop/web:1.0.0\nreplicas: 1\nconfig: one\nservice: true\n',
  'chart/templates/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels: {app: web}
spec:
  replicas: {{ .Values.replicas }}
  progressDeadlineSeconds: 8
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec:
      containers:
        - {name: web, image: {{ .Values.image | quote }}, ports: [{containerPort: 8080}]}
`,
  'chart/templates/configmap.yaml': `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
data: {value: {{ .Values.config | quote }}}
`,
  'chart/templates/service.yaml': `{{- if .Values.service }}
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
{{- end }}
`,
};

const hook = `apiVersion: batch/v1
kind: Job
metadata:
  name: hook
  annotations: {argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/hook-delete-policy: BeforeHookCreation}
spec:
  backoffLimit: 0
  template:
    spec: {restartPolicy: Never, containers: [{name: hook, image: "registry.example/shop/must-fail:1"}]}
`;

/** The same with a Job that runs before each sync, and fails. */
export const hookedChart: Record<string, string> = {
  ...chart,
  'chart/templates/hook.yaml': hook,
};
