import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, parseEnv } from 'node:util';
import { gatewayRules, localSettings } from '#gateway/production.ts';
import { axiomDir, root } from '#launcher/folders.ts';
import { installationRules } from './preflight/rules.ts';

/**
 * `npm run preflight [-- --env-file <path>]`: names every setting that suits one person's machine and not a public
 * installation, and what to set instead. Reads the environment and the file `.env`, or the file that is named, as the
 * house would; PREFLIGHT_ACCEPTS lists variables that are meant as they are. Shows no secret. Exits 1 when it names something.
 */
const { values } = parseArgs({ options: { 'env-file': { type: 'string' } } });
const file = values['env-file'] ?? join(root, '.env');
if (values['env-file'] && !existsSync(file)) {
  process.stderr.write(`There is no file ${file}.\n`);
  process.exit(2);
}
const env = { ...(existsSync(file) && parseEnv(readFileSync(file, 'utf8'))), ...process.env };

const kept = join(axiomDir, 'data/secrets.json');
const made: Record<string, string> = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : {};
const settings = localSettings(env, [...gatewayRules, ...installationRules(made)]);
for (const { variable, found, advice } of settings) process.stdout.write(`${variable}: ${found}\n    ${advice}\n`);
process.stdout.write(
  settings.length > 0
    ? `\n${settings.length} settings are for one person's machine.\n`
    : 'Every setting fits a public installation.\n',
);
process.exit(settings.length > 0 ? 1 : 0);
