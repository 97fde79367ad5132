{{/* On every object, and on the pods: the portal finds what belongs to the service by these. */}}
{{- define "service.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/part-of: {{ .Values.system | quote }}
backstage.io/kubernetes-id: {{ .Chart.Name }}
{{- end }}

{{/* What a Deployment selects can never be changed, so it is only this. */}}
{{- define "service.selectorLabels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
{{- end }}
