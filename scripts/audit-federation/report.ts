import { table } from '#launcher/table.ts';
import type { CaseResult, SuiteResult } from './audit.ts';

/** The results as a text: a table of the suites with the totals, and each failed case. */
export function summaryOf(results: readonly SuiteResult[]): string {
  const all = results.flatMap(({ cases }) => cases);
  const rows = [...results.map(({ id, cases }) => rowOf(id, cases)), rowOf('total', all)];
  const failures = results.flatMap(({ id, cases }) =>
    cases.flatMap(({ passed, ...failed }, index) => (passed ? [] : failureOf(`${id}, case ${index}`, failed))),
  );
  return [table(['suite', 'passed', 'failed'], rows), ...failures, ''].join('\n');
}

function rowOf(title: string, cases: readonly CaseResult[]): string[] {
  const passed = cases.filter((one) => one.passed).length;
  return [title, String(passed), String(cases.length - passed)];
}

function failureOf(title: string, { query, expected, received }: Omit<CaseResult, 'passed'>): string {
  return `
${title}
${query.trim()}
  expected: ${JSON.stringify(expected)}
  received: ${JSON.stringify(received)}`;
}
