import { EnvironmentSignalsAnswer } from '@portolan/plugin-grafana-common';
import {
  Answer,
  ComponentGuardrails,
} from '@portolan/plugin-guardrails-common';
import { ComponentVerdict } from '@portolan/plugin-supply-chain-common';

const asOf = '2026-11-24T13:50:00.000Z';
const entityRef = 'component:default/checkout';

/** A verdict that says of each environment whether its one image is signed. */
export function trustOf(answers: Record<string, Answer>): ComponentVerdict {
  return {
    entityRef,
    disputed: [],
    sources: [],
    environments: Object.entries(answers).map(([environment, answer]) => ({
      environment,
      cluster: 'one',
      namespace: `checkout-${environment}`,
      answer,
      containers: [
        {
          workload: { kind: 'Deployment', name: 'checkout' },
          container: 'api',
          role: 'container',
          image: 'registry.example.com/acme/checkout:1.8.2',
          pods: 1,
          since: asOf,
          verdict: {
            answer,
            checks: [
              {
                question: 'signed',
                answer,
                code: answer === 'pass' ? 'signature-valid' : 'no-signature',
                sentence:
                  answer === 'pass' ? 'Signed.' : 'Not signed by anybody.',
                expected: 'a signature',
                found: 'none',
                evidence: [],
                asOf,
              },
            ],
          },
        },
      ],
    })),
  };
}

/** What guardrails say of each environment: no violations, or never evaluated. */
export function guardrailsOf(
  answers: Record<string, 'pass' | 'unknown'>,
): ComponentGuardrails {
  return {
    entityRef,
    sources: [],
    environments: Object.entries(answers).map(([environment, answer]) => ({
      environment,
      cluster: 'one',
      namespace: `checkout-${environment}`,
      answer,
      code: answer === 'pass' ? 'clean' : 'never-evaluated',
      sentence: answer === 'pass' ? 'No violations' : 'Never evaluated',
      open: { critical: 0, high: 0, medium: 0, low: 0, info: 0, unknown: 0 },
      excepted: 0,
      blocksHere: 0,
      blocksIn: [],
      cells: [],
      mesh: { mode: 'STRICT', workloads: [], outside: [] },
      asOf,
    })),
  };
}

/** Environments without alerts. */
export function alertsOf(environments: string[]): EnvironmentSignalsAnswer {
  return {
    errors: [],
    items: environments.map(environment => ({
      environment,
      cluster: 'one',
      namespace: `checkout-${environment}`,
      instance: 'main',
      alerts: { items: [], asOf, complete: true, stale: false },
      links: { dashboards: [] },
    })),
  };
}
