import type { Asked, Outcome, VerifiedItem } from './Asked';
import { compileGlob } from './glob';
import { judgeFindings } from './judgeFindings';
import type { ScannedRule } from './PolicyRule';
import { quote } from './quote';
import { sortEvidence } from './sortEvidence';
import { statementUnreadable } from './statementUnreadable';
import { componentUnknown, whatIsUnread, withoutPass } from './withoutPass';

const clockSkewMs = 5 * 60_000;
const unitMs = { m: 60_000, h: 3_600_000, d: 86_400_000 };

type DatedScan = { item: VerifiedItem; time: Date | undefined };

/**
 * Only the newest scan by somebody allowed counts: an older one may be clean
 * because nobody knew better then. So where some place could not be read, no
 * scan is known to be the newest, and the answer is unknown.
 *
 * A registry's writer can still remove a newer scan, which is why a policy
 * must say how old the newest may be.
 */
export function judgeScanned(rule: ScannedRule, asked: Asked): Outcome {
  const sorted = sortEvidence('scanned', asked);
  const scans = sorted.allowed.map(({ item }) => item);
  const counting = scans.filter(item => isAllowedScanner(item, rule));
  if (counting.length === 0) {
    return withoutPass('scanned', sorted, {
      failures: scans.map(scannerNotAllowed),
    });
  }
  // Somebody else's scan may be newer, and be allowed once the component is known.
  if (sorted.dependsOnComponent) return componentUnknown();
  const outcomes = newestOf(counting).map(scan => examine(scan, rule, asked));
  const worst =
    outcomes.find(({ answer }) => answer === 'fail') ??
    outcomes.find(({ answer }) => answer === 'unknown') ??
    outcomes[0];
  return whatIsUnread('scanned', sorted, worst.found) ?? worst;
}

function isAllowedScanner({ predicate }: VerifiedItem, rule: ScannedRule) {
  // One that can not be read may be the newest by an allowed scanner.
  if (predicate?.kind !== 'vulnerabilities' || !rule.scanners) return true;
  const { uri } = predicate.scanner;
  return rule.scanners.some(pattern => compileGlob(pattern).matches(uri));
}

function scannerNotAllowed({ predicate, digest }: VerifiedItem): Outcome {
  const uri =
    predicate?.kind === 'vulnerabilities' ? predicate.scanner.uri : 'a scanner';
  return {
    answer: 'fail',
    code: 'SCANNER_NOT_ALLOWED',
    sentence: `Scanned by ${quote(uri)}, which the policy does not name.`,
    found: quote(uri),
    evidence: [digest],
  };
}

/**
 * When a scan was made, at the latest. A trusted time may be much later,
 * because anybody can have an old signature stamped again; so an earlier time
 * in the signed statement counts, and a later one is not believed. Where
 * nobody tells the time, as in a domain of keys that asks for none, there is
 * the scanner's word, which its findings rest on as well.
 */
export function timeOfScan({
  verdict: { times },
  predicate,
}: VerifiedItem): Date | undefined {
  const trusted = times[0]?.time;
  const claimed =
    predicate?.kind === 'vulnerabilities' ? predicate.scannedAt : undefined;
  if (!trusted || !claimed) return trusted ?? claimed;
  return claimed < trusted ? claimed : trusted;
}

/** Those that may be the newest: several where times are equal or missing. */
function newestOf(items: readonly VerifiedItem[]): DatedScan[] {
  const dated = items.map(item => ({ item, time: timeOfScan(item) }));
  const newest = Math.max(
    ...dated.map(({ time }) => time?.getTime() ?? -Infinity),
  );
  return dated.filter(({ time }) => !time || time.getTime() === newest);
}

function examine(scan: DatedScan, rule: ScannedRule, asked: Asked): Outcome {
  const { item, time } = scan;
  const { predicate, digest } = item;
  if (predicate?.kind !== 'vulnerabilities') return statementUnreadable(item);
  const tooOld = (sentence: string, found: string): Outcome => ({
    answer: 'fail',
    code: 'TOO_OLD',
    sentence,
    found,
    evidence: [digest],
  });
  if (!time) {
    return tooOld('Nobody says when the scan was made.', 'a scan without time');
  }
  const at = time.toISOString();
  const age = asked.now.getTime() - time.getTime();
  if (age > millisecondsOf(rule.maxAge)) {
    return tooOld(`The newest scan is of ${at}.`, `a scan of ${at}`);
  }
  // Clocks differ by seconds; a scan of next week was written by nobody's clock.
  const vouched = item.verdict.times.length > 0;
  if (age < -clockSkewMs && !vouched) {
    return tooOld(
      `The scan claims to be of ${at}, and nobody vouches for that.`,
      `a scan that claims to be of ${at}`,
    );
  }
  if (!predicate.readable) {
    return statementUnreadable({
      ...item,
      predicate: {
        kind: 'unreadable',
        predicateType: `the result of ${predicate.scanner.uri}`,
        found: 'in a form that is not read here',
      },
    });
  }
  return { ...judgeFindings(predicate, rule), evidence: [digest] };
}

/** Milliseconds of `24h`, `7d` or `90m`. */
function millisecondsOf(age: string): number {
  const perUnit = Object.entries(unitMs).find(([unit]) => age.endsWith(unit));
  return Number(age.slice(0, -1)) * (perUnit?.[1] ?? 0);
}
