/**
 * What somebody applied by hand before there was a GitOps repository: nothing
 * says whose it is, and it keeps to no policy.
 *
 * @param imagePrefix - what the company's images begin with: `localhost:7011/meridian`
 */
export function unownedWorkload(imagePrefix: string): string {
  return `apiVersion: v1
kind: Namespace
metadata:
  name: legacy
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: tariff-import
  namespace: legacy
  labels:
    app: tariff-import
spec:
  replicas: 1
  selector:
    matchLabels:
      app: tariff-import
  template:
    metadata:
      labels:
        app: tariff-import
    spec:
      containers:
        - name: import
          image: ${imagePrefix}/tariff-import:2023.4
`;
}
