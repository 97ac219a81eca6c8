/** How many tests ended how. */
export interface Counts {
  readonly passedCount: number;
  readonly failedCount: number;
  readonly skippedCount: number;
}

/** The sum of two counts; what the second leaves out is zero. */
export function addCounts(left: Counts, right: Partial<Counts>): Counts {
  return {
    passedCount: left.passedCount + (right.passedCount ?? 0),
    failedCount: left.failedCount + (right.failedCount ?? 0),
    skippedCount: left.skippedCount + (right.skippedCount ?? 0),
  };
}

/** The last line of a run: `12 passed, 0 failed`, and how many were skipped if any were. */
export function countLine({ passedCount, failedCount, skippedCount }: Counts): string {
  const skipped = skippedCount > 0 ? `, ${skippedCount} skipped` : '';
  return `${passedCount} passed, ${failedCount} failed${skipped}`;
}

/**
 * The counts in a report of Vitest's JSON reporter. A file that failed before any of its tests could (a syntax error,
 * a broken set-up) counts as one failure, and so does a run that ended badly though no test failed.
 */
export function countsOfReport(report: unknown, exitCode: number): Counts {
  const files = filesOf(report);
  const tests = files.flatMap(({ statuses }) => statuses);
  const brokenFiles = files.filter(({ status, statuses }) => status === 'failed' && !statuses.includes('failed'));
  const failedCount = tests.filter((status) => status === 'failed').length + brokenFiles.length;
  const passedCount = tests.filter((status) => status === 'passed').length;
  const endedBadly = exitCode !== 0 && failedCount === 0;
  return {
    passedCount,
    failedCount: endedBadly ? 1 : failedCount,
    skippedCount: tests.length - passedCount - tests.filter((status) => status === 'failed').length,
  };
}

/** Tests that passed after they had failed, each with the first line of what went wrong. */
export function secondTries(report: unknown): readonly string[] {
  const tests = listIn(report, 'testResults').flatMap((file) => listIn(file, 'assertionResults'));
  return tests.flatMap((test) => {
    const [failure] = listIn(test, 'failureMessages');
    if (statusOf(test) !== 'passed' || failure === undefined) return [];
    return [`${String(Object(test).fullName)}: ${String(failure).split('\n', 1)[0]}`];
  });
}

interface ReportedFile {
  readonly status: string;
  readonly statuses: readonly string[];
}

function filesOf(report: unknown): ReportedFile[] {
  return listIn(report, 'testResults').map((file) => ({
    status: statusOf(file),
    statuses: listIn(file, 'assertionResults').map(statusOf),
  }));
}

function listIn(value: unknown, key: string): unknown[] {
  const found: unknown = Object(value)[key];
  return Array.isArray(found) ? found : [];
}

function statusOf(value: unknown): string {
  return String(Object(value).status);
}
