import type { Files } from './renderTemplate';

/** The one namespace of the company that takes nothing but mutual TLS, by path in the GitOps repository. */
export const strictMesh: Files = {
  'mesh/prod/payment-gateway-prod.yaml': `# Whoever talks to banks listens to nobody outside of the mesh.
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata:
  name: default
  namespace: payment-gateway-prod
spec:
  mtls:
    mode: STRICT
---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: payment-gateway
  namespace: payment-gateway-prod
spec:
  host: payment-gateway.payment-gateway-prod.svc.cluster.local
  trafficPolicy:
    tls:
      mode: ISTIO_MUTUAL
`,
};
