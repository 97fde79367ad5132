import { buildScan } from '../scan/buildScan';
import { Finding, findVulnerabilities } from '../scan/findVulnerabilities';
import { readThresholds, Threshold } from '../scan/readThresholds';
import { Severity } from '../scan/Severity';
import { publishedImage } from './publishedImage';
import { Stage, StageError } from './Stage';

/** Holds the image's list of components against known vulnerabilities; fails where the workflow says so. */
export const scan: Stage = {
  name: 'scan',
  async run({ step, services, outputs, artifacts, log }) {
    const image = publishedImage(outputs);
    const { sbom } = artifacts;
    if (!sbom) {
      throw new StageError(
        'Nobody listed what is in the image: sbom has to come before',
      );
    }
    const thresholds = readThresholds(step);
    const startedAt = services.now();
    const findings = findVulnerabilities(sbom);
    artifacts.scan = buildScan({
      ...image,
      findings,
      startedAt,
      finishedAt: services.now(),
    });
    const counts = countsOf(findings);
    outputs.findings = counts;
    log(`Total: ${findings.length} ${JSON.stringify(counts)}`);
    findings.forEach(finding => log(describe(finding)));
    const over = findings.filter(finding =>
      thresholds.some(threshold => isOver(finding, threshold)),
    );
    if (over.length > 0) {
      throw new StageError(
        `${over.length} of ${
          findings.length
        } findings are over the threshold of this step: ${over
          .map(describe)
          .join('; ')}`,
      );
    }
    return { result: 'done' };
  },
};

function isOver({ advisory }: Finding, threshold: Threshold): boolean {
  return (
    threshold.severities.includes(advisory.severity) &&
    (advisory.fixed !== undefined || !threshold.ignoreUnfixed)
  );
}

function countsOf(findings: Finding[]): Partial<Record<Severity, number>> {
  const counts: Partial<Record<Severity, number>> = {};
  for (const { advisory } of findings) {
    counts[advisory.severity] = (counts[advisory.severity] ?? 0) + 1;
  }
  return counts;
}

function describe({ component, advisory }: Finding): string {
  const { id, severity, fixed } = advisory;
  const remedy = fixed ? `fixed in ${fixed}` : 'no version fixes it';
  return `${id} ${severity} in ${component.name} ${component.version}, ${remedy}`;
}
