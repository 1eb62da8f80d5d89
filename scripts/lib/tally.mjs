// Counts over all runners: a check is one, a vitest test is one.
import { existsSync, readFileSync } from "node:fs";

export class Tally {
  passed = 0;
  failed = 0;

  pass(count = 1) {
    this.passed += count;
  }

  fail(count = 1) {
    this.failed += count;
  }

  /**
   * Adds vitest's own JSON report. A file that didn't load counts as one failure, and so does a run that
   * found no test or ended with an error that belongs to none.
   */
  addVitest(report, exitCode) {
    if (!existsSync(report)) return this.fail();
    const { numPassedTests, numFailedTests, numTotalTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
    const broken = testResults.filter(
      (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
    );
    const failures = numFailedTests + broken.length;
    this.pass(numPassedTests);
    this.fail(failures || Number(numTotalTests === 0 || exitCode !== 0));
  }

  get line() {
    return `${this.passed} passed, ${this.failed} failed`;
  }
}
