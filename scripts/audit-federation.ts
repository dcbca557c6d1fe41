import { parseArgs } from 'node:util';
import { runCommand } from '#launcher/command.ts';
import { auditGateway } from './audit-federation/audit.ts';
import { summaryOf } from './audit-federation/report.ts';
import { startSuites } from './audit-federation/suites.ts';

/**
 * `npm run audit:federation -- <folder> [--suite <id>]…`: runs the public audit of federation gateways, which is in that folder
 * with its packages installed, against this gateway in open mode. Prints a table of the suites, and what each failed case
 * expected and received. The exit code is 1 if a case fails.
 */
await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { suite: { type: 'string', multiple: true, default: [] } },
  });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0)
    throw new Error('Usage: npm run audit:federation -- <folder> [--suite <id>]…');
  const suites = await startSuites(folder);
  try {
    const results = await auditGateway(suites.origin, values.suite);
    if (results.some(({ cases }) => cases.some(({ passed }) => !passed))) process.exitCode = 1;
    return summaryOf(results);
  } finally {
    await suites.close();
  }
});
