import { parseArgs } from 'node:util';
import { languageOf } from '#kit/graph/languages/language.ts';
import type { Environment } from '#kit/process/config.ts';
import { reasonOf } from '#kit/process/run-process.ts';
import { runCommand } from '#launcher/command.ts';
import { localSecret } from '#launcher/secrets.ts';
import { commerceGaps } from './commerce-gaps.ts';
import { contentGaps } from './content-gaps.ts';
import { type Backend, type Gap, translated } from './gap.ts';
import { provenanceGaps } from './provenance-gaps.ts';
import { type Report, toJson, toTables } from './report.ts';

/**
 * `npm run catalogue -- …`: reports on the catalogue in the backends that the environment names, or in those of the running local
 * stack. It reads and changes nothing.
 */
const usage = `Usage:
  npm run catalogue -- gaps                  lists the texts that have no translation, and are shown in English instead
  npm run catalogue -- gaps --language FR    only those in one language
  npm run catalogue -- gaps --json           the same as JSON
The exit code is 0 without gaps, 1 with gaps, and 2 if a backend could not be read or the command is wrong.
`;

/** The exit code of what could not be done. */
const failed = 2;

await runCommand(async () => {
  const { isJson, wanted } = readCommand();
  const report = await readGaps(process.env);
  const gaps = report.gaps.filter(({ language }) => wanted.includes(language));
  for (const { backend, reason } of report.unavailable) process.stderr.write(`${backend} cannot be read: ${reason}\n`);
  process.exitCode = report.unavailable.length > 0 ? failed : Number(gaps.length > 0);
  return isJson ? toJson({ ...report, gaps }) : toTables({ ...report, gaps }, wanted);
}, failed);

function readCommand() {
  try {
    const options = { json: { type: 'boolean' }, language: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ options, allowPositionals: true });
    const language = values.language === undefined ? undefined : languageOf(values.language);
    const wanted = values.language === undefined ? translated : translated.filter((one) => one === language);
    if (positionals.join() === 'gaps' && wanted.length > 0) return { isJson: values.json === true, wanted };
  } catch {
    // An unknown option.
  }
  throw new Error(usage);
}

/** Reads all backends. The gaps of those that answer are reported if another one is unavailable. */
async function readGaps(env: Environment): Promise<Report> {
  const readers: [Backend, () => Promise<Gap[]>][] = [
    ['Medusa', () => commerceGaps(databaseUrl(env, 'MEDUSA_DATABASE_URL', 'medusa', 'medusa'))],
    ['Sanity', () => contentGaps(contentSettings(env))],
    ['provenance', () => provenanceGaps(databaseUrl(env, 'PROVENANCE_DATABASE_URL', 'axiom_provenance', 'axiom'))],
  ];
  const report: Report = { gaps: [], unavailable: [] };
  for (const [backend, read] of readers) {
    try {
      report.gaps.push(...(await read()));
    } catch (error) {
      report.unavailable.push({ backend, reason: reasonOf(error) });
    }
  }
  return report;
}

function databaseUrl(env: Environment, variable: string, role: string, database: string): string {
  const local = () =>
    `postgres://${role}:${localSecret(`postgres-${role}`)}@127.0.0.1:${env.POSTGRES_PORT || 5442}/${database}`;
  return env[variable] || local();
}

function contentSettings(env: Environment) {
  const { SANITY_PROJECT_ID: projectId, SANITY_API_HOST: apiHost } = env;
  return {
    projectId: projectId || 'axiom',
    dataset: env.SANITY_DATASET || 'production',
    apiVersion: env.SANITY_API_VERSION || '2025-02-19',
    token: env.SANITY_READ_TOKEN || env.SANITY_TOKEN || (projectId ? undefined : localSecret('sanity-read-token')),
    apiHost: apiHost || (projectId ? undefined : `http://127.0.0.1:${env.SANITY_PORT || 3340}`),
  };
}
