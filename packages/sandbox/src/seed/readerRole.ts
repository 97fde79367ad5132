/** The read-only rights of the portal's service account in every cluster. Secrets are not among them. */
export const readerRole = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: portolan-reader
rules:
  - apiGroups: ['']
    resources: [namespaces, nodes, pods, pods/log, services, configmaps, limitranges, resourcequotas, events, serviceaccounts]
    verbs: [get, list, watch]
  - apiGroups: [apps]
    resources: [deployments, replicasets, statefulsets, daemonsets]
    verbs: [get, list, watch]
  - apiGroups: [batch]
    resources: [jobs, cronjobs]
    verbs: [get, list, watch]
  - apiGroups: [autoscaling]
    resources: [horizontalpodautoscalers]
    verbs: [get, list, watch]
  - apiGroups: [networking.k8s.io]
    resources: [ingresses, networkpolicies]
    verbs: [get, list, watch]
  - apiGroups: [policy]
    resources: [poddisruptionbudgets]
    verbs: [get, list, watch]
  - apiGroups: [aquasecurity.github.io]
    resources: [vulnerabilityreports, exposedsecretreports, sbomreports, configauditreports]
    verbs: [get, list, watch]
  - apiGroups: [admissionregistration.k8s.io]
    resources: [validatingadmissionpolicies, validatingadmissionpolicybindings]
    verbs: [get, list, watch]
  - apiGroups: [policies.kyverno.io]
    resources: [validatingpolicies, namespacedvalidatingpolicies, imagevalidatingpolicies, namespacedimagevalidatingpolicies, policyexceptions]
    verbs: [get, list, watch]
  - apiGroups: [kyverno.io]
    resources: [clusterpolicies, policies, policyexceptions]
    verbs: [get, list, watch]
  - apiGroups: [wgpolicyk8s.io]
    resources: [policyreports, clusterpolicyreports]
    verbs: [get, list, watch]
  - apiGroups: [openreports.io]
    resources: [reports, clusterreports]
    verbs: [get, list, watch]
  - apiGroups: [security.istio.io]
    resources: [peerauthentications]
    verbs: [get, list, watch]
  - apiGroups: [networking.istio.io]
    resources: [destinationrules]
    verbs: [get, list, watch]
  - apiGroups: [metrics.k8s.io]
    resources: [pods]
    verbs: [get, list]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: portolan-reader
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: portolan-reader
subjects:
  - apiGroup: rbac.authorization.k8s.io
    kind: Group
    name: portolan:readers
`;
