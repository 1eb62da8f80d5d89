// Counts over all runners: a check is one, a vitest test is one.
import { existsSync, readFileSync } from "node:fs";
import { basename } from "node:path";

export class Tally {
  passed = 0;
  failed = 0;

  /** What failed, each in a few lines: the end of a long output is what people see first. */
  failures = [];

  pass(count = 1) {
    this.passed += count;
  }

  fail(what, count = 1) {
    this.failed += count;
    this.failures.push(what);
  }

  /**
   * Adds vitest's own JSON report. A file that didn't load counts as one failure, and so does a run that
   * found no test or ended with an error that belongs to none.
   */
  addVitest(name, report, exitCode) {
    if (!existsSync(report)) return this.fail(`${name}: ended without a report`);
    const { numPassedTests, numTotalTests, testResults } = JSON.parse(readFileSync(report, "utf8"));
    const before = this.failed;
    this.pass(numPassedTests);
    for (const file of testResults) this.#addFile(name, file);
    if (this.failed === before && (numTotalTests === 0 || exitCode !== 0))
      this.fail(`${name}: ${numTotalTests} tests, exit code ${exitCode}`);
  }

  #addFile(runner, { name, status, message, assertionResults }) {
    const failed = assertionResults.filter((test) => test.status === "failed");
    for (const { fullName, failureMessages } of failed)
      this.fail(`${runner}: ${basename(name)}: ${fullName}\n${shortened(failureMessages.join("\n"))}`);
    if (status === "failed" && failed.length === 0) this.fail(`${runner}: ${basename(name)}\n${shortened(message)}`);
  }

  get line() {
    return `${this.passed} passed, ${this.failed} failed`;
  }
}

const shortened = (message) =>
  message
    .split("\n")
    .slice(0, 12)
    .map((line) => `  ${line.slice(0, 400)}`)
    .join("\n");
