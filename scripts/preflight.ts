import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, parseEnv } from 'node:util';
import { gatewayRules, localSettings } from '#gateway/production.ts';
import { axiomDir, root } from '#launcher/folders.ts';
import { installationRules } from './preflight/rules.ts';

/**
 * `npm run preflight [-- --env-file <path>]`: lists every setting that is safe on a developer's machine only, and what to set in
 * a public installation. Reads the environment and the file `.env`, or the given file. Variables in PREFLIGHT_ACCEPTS are not
 * listed. Prints no secrets. Exits with 1 if it lists a setting.
 */
const { values } = parseArgs({ options: { 'env-file': { type: 'string' } } });
const file = values['env-file'] ?? join(root, '.env');
if (values['env-file'] && !existsSync(file)) {
  process.stderr.write(`There is no file ${file}.\n`);
  process.exit(2);
}
const env = { ...(existsSync(file) && parseEnv(readFileSync(file, 'utf8'))), ...process.env };

const secretsFile = join(axiomDir, 'data/secrets.json');
const generatedSecrets: Record<string, string> = existsSync(secretsFile)
  ? JSON.parse(readFileSync(secretsFile, 'utf8'))
  : {};
const settings = localSettings(env, [...gatewayRules, ...installationRules(generatedSecrets)]);
for (const { variable, problem, advice } of settings) process.stdout.write(`${variable}: ${problem}\n    ${advice}\n`);
process.stdout.write(
  settings.length > 0
    ? `\n${settings.length} settings are safe on a developer's machine only.\n`
    : 'All settings are safe for a public installation.\n',
);
process.exit(settings.length > 0 ? 1 : 0);
