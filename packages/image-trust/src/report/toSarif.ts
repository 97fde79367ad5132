import { digestOf } from '../oci/digest';
import { CheckCode, checkCodes } from '../policy/Check';
import { codeDescriptions } from './codeDescriptions';
import type { Report, ReportedCheck } from './Report';

export type SarifLog = {
  $schema: string;
  version: '2.1.0';
  runs: SarifRun[];
};

type SarifRun = {
  tool: {
    driver: {
      name: string;
      semanticVersion: string;
      rules: { id: CheckCode; shortDescription: { text: string } }[];
    };
  };
  results: SarifResult[];
};

type SarifResult = {
  ruleId: CheckCode;
  ruleIndex: number;
  kind: 'pass' | 'fail' | 'open';
  level: 'none' | 'error' | 'warning';
  message: { text: string };
  locations: {
    physicalLocation: { artifactLocation: { uri: string } };
    logicalLocations: { fullyQualifiedName: string; kind: 'resource' }[];
  }[];
  partialFingerprints: Record<string, string>;
  properties: { question: string; expected: string; found: string };
};

/**
 * The checks of many images as SARIF, which code hosts and editors show. A
 * check that nobody can answer is `open`, at the level of a warning.
 *
 * @param options.version - of the program that made the reports
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif(
  reports: readonly Report[],
  options: { version: string },
): SarifLog {
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'image-trust',
            semanticVersion: options.version,
            rules: checkCodes.map(id => ({
              id,
              shortDescription: { text: codeDescriptions[id] },
            })),
          },
        },
        results: reports.flatMap(report =>
          (report.judgement?.checks ?? []).map(check =>
            toResult(check, report.image),
          ),
        ),
      },
    ],
  };
}

const kinds = {
  pass: { kind: 'pass', level: 'none' },
  fail: { kind: 'fail', level: 'error' },
  unknown: { kind: 'open', level: 'warning' },
} as const;

function toResult(
  { question, answer, code, sentence, expected, found }: ReportedCheck,
  { reference, digest }: Report['image'],
): SarifResult {
  const name = reference.includes('@') ? reference : `${reference}@${digest}`;
  return {
    ruleId: code,
    ruleIndex: checkCodes.indexOf(code),
    ...kinds[answer],
    message: { text: `${reference}: ${sentence}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: `oci://${encodeURI(name)}` },
        },
        logicalLocations: [{ fullyQualifiedName: name, kind: 'resource' }],
      },
    ],
    // The same image and question is the same alert, whatever the answer is called.
    partialFingerprints: {
      'imageTrust/v1': digestOf(Buffer.from(`${digest} ${question}`)).slice(7),
    },
    properties: { question, expected, found },
  };
}
