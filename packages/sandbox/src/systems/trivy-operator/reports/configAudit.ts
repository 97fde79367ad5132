import type { Target } from '../targets/Target';

type Container = Record<string, any>;

type Check = {
  checkID: string;
  title: string;
  severity: 'CRITICAL' | 'HIGH' | 'MEDIUM' | 'LOW';
  remediation: string;
  message: (container: string) => string;
  /** `pod` is the Pod's own security context. */
  holds: (container: Container, pod: Container) => boolean;
};

/** Some of Trivy's Kubernetes checks, by their numbers. */
const checks: Check[] = [
  {
    checkID: 'KSV-0001',
    title: 'Can elevate its own privileges',
    severity: 'MEDIUM',
    remediation:
      "Set 'set containers[].securityContext.allowPrivilegeEscalation' to 'false'.",
    message: name =>
      `Container '${name}' should set 'securityContext.allowPrivilegeEscalation' to false`,
    holds: ({ securityContext = {} }) =>
      securityContext.allowPrivilegeEscalation === false,
  },
  {
    checkID: 'KSV-0003',
    title: 'Default capabilities: some containers do not drop all',
    severity: 'LOW',
    remediation: "Add 'ALL' to containers[].securityContext.capabilities.drop.",
    message: name =>
      `Container '${name}' should add 'ALL' to 'securityContext.capabilities.drop'`,
    holds: ({ securityContext = {} }) =>
      securityContext.capabilities?.drop?.includes('ALL') ?? false,
  },
  {
    checkID: 'KSV-0011',
    title: 'CPU not limited',
    severity: 'LOW',
    remediation: "Set a limit value under 'containers[].resources.limits.cpu'.",
    message: name => `Container '${name}' should set 'resources.limits.cpu'`,
    holds: ({ resources = {} }) => resources.limits?.cpu !== undefined,
  },
  {
    checkID: 'KSV-0012',
    title: 'Runs as root user',
    severity: 'MEDIUM',
    remediation: "Set 'containers[].securityContext.runAsNonRoot' to true.",
    message: name =>
      `Container '${name}' should set 'securityContext.runAsNonRoot' to true`,
    holds: ({ securityContext = {} }, pod) =>
      (securityContext.runAsNonRoot ?? pod.runAsNonRoot) === true,
  },
  {
    checkID: 'KSV-0013',
    title: 'Image tag ":latest" used',
    severity: 'MEDIUM',
    remediation: 'Use a specific container image tag that is not latest.',
    message: name => `Container '${name}' should specify an image tag`,
    holds: ({ image }) =>
      String(image).includes('@') ||
      (/:[^/]+$/.test(image) && !String(image).endsWith(':latest')),
  },
  {
    checkID: 'KSV-0014',
    title: 'Root file system is not read-only',
    severity: 'HIGH',
    remediation:
      "Change 'containers[].securityContext.readOnlyRootFilesystem' to 'true'.",
    message: name =>
      `Container '${name}' should set 'securityContext.readOnlyRootFilesystem' to true`,
    holds: ({ securityContext = {} }) =>
      securityContext.readOnlyRootFilesystem === true,
  },
  {
    checkID: 'KSV-0016',
    title: 'Memory requests not specified',
    severity: 'LOW',
    remediation: "Set 'containers[].resources.requests.memory'.",
    message: name =>
      `Container '${name}' should set 'resources.requests.memory'`,
    holds: ({ resources = {} }) => resources.requests?.memory !== undefined,
  },
  {
    checkID: 'KSV-0018',
    title: 'Memory not limited',
    severity: 'LOW',
    remediation:
      "Set a limit value under 'containers[].resources.limits.memory'.",
    message: name => `Container '${name}' should set 'resources.limits.memory'`,
    holds: ({ resources = {} }) => resources.limits?.memory !== undefined,
  },
];

/** `.report` of a ConfigAuditReport: only what failed, as the operator's default has it. */
export function configAuditReport({ object, podSpec }: Target, now: Date) {
  const { containers = [], initContainers = [], securityContext } = podSpec;
  const failed = checks.flatMap(check => {
    const messages = [...initContainers, ...containers]
      .filter((each: Container) => !check.holds(each, securityContext ?? {}))
      .map(({ name }: Container) => check.message(name));
    if (messages.length === 0) return [];
    const { checkID, title, severity, remediation } = check;
    return [
      {
        checkID,
        title,
        severity,
        category: 'Kubernetes Security Check',
        description: title,
        messages,
        remediation,
        success: false,
        scope: { type: object.kind, value: object.metadata.name },
      },
    ];
  });
  const count = (severity: Check['severity']) =>
    failed.filter(each => each.severity === severity).length;
  return {
    updateTimestamp: `${now.toISOString().slice(0, 19)}Z`,
    scanner: {
      name: 'Trivy',
      vendor: 'Aqua Security',
      version: '0.32.0',
    },
    summary: {
      criticalCount: count('CRITICAL'),
      highCount: count('HIGH'),
      mediumCount: count('MEDIUM'),
      lowCount: count('LOW'),
    },
    checks: failed,
  };
}
