import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { axiomDir } from '#launcher/folders.ts';
import { table } from '#launcher/table.ts';
import { readBom, runNpm } from './audit/bom.ts';
import { declaredLicence, licenceProblems } from './audit/licences.ts';

/**
 * `npm run audit`: writes a CycloneDX bill of materials of the lockfile and checks the licence of each package. Known
 * vulnerabilities of high or critical severity are problems too. Prints the problems and exits with 1 if there are any.
 */
const { values } = parseArgs({ options: { out: { type: 'string', default: join(axiomDir, 'sbom.cdx.json') } } });

const { text, components } = readBom();
mkdirSync(dirname(values.out), { recursive: true });
writeFileSync(values.out, text);

const counts = [...Map.groupBy(components, (component) => declaredLicence(component) || 'none declared')];
const rows = counts.sort(([, one], [, other]) => other.length - one.length);
const lines = rows.map(([licence, { length }]) => [licence, String(length)]);
say(`${table(['Licence', 'Packages'], lines)}\n\nBill of materials of ${components.length} packages: ${values.out}`);

const problems = [...licenceProblems(components), ...vulnerabilities()];
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exit(problems.length > 0 ? 1 : 0);

/** Known vulnerabilities of production packages, of high or critical severity. None if the registry does not report any. */
function vulnerabilities(): string[] {
  const { stdout } = runNpm(['audit', '--omit=dev', '--json', '--legacy-peer-deps']);
  const report = readJson(stdout) as { vulnerabilities?: Record<string, { severity: string; range: string }> };
  if (!report?.vulnerabilities) {
    say('Vulnerabilities were not checked: the registry does not report them.');
    return [];
  }
  return Object.entries(report.vulnerabilities)
    .filter(([, { severity }]) => ['high', 'critical'].includes(severity))
    .map(([name, { severity, range }]) => `${name} ${range} has a known vulnerability of ${severity} severity.`);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
