/** Counts what was checked, and says at the end what failed. */
export class Tally {
  passed = 0;
  failed = 0;
  failures = [];

  /** Adds the counts of one suite. */
  add({ passed, failed }, name) {
    this.passed += passed;
    this.failed += failed;
    if (failed > 0) this.failures.push(`${name}: ${failed} failed`);
  }

  /** The closing lines; the last one is `N passed, N failed`. */
  report() {
    return [
      ...(this.failures.length ? ['Failed:', ...this.failures] : []),
      `${this.passed} passed, ${this.failed} failed`,
    ].join('\n');
  }
}
