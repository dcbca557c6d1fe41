import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, promisify, styleText } from 'node:util';
import { buildExplorer } from '#gateway/pages/explorer/build.ts';
import { readExamples } from '#gateway/pages/explorer/operations.ts';
import { reasonOf } from '#kit/process/run-process.ts';
import { axiomDir, root } from '#launcher/folders.ts';
import { claimServicePorts, type Installation, startInstallation } from '#launcher/installation.ts';
import { lockFolder } from '#launcher/lock.ts';
import { residentMemory } from '#launcher/memory.ts';
import { clock, outageTable } from '#launcher/outages.ts';
import { showProgress } from '#launcher/progress.ts';
import { createReloader, partsAffectedBy, watchedFolders } from '#launcher/reload/reload.ts';
import { type Watch, watchFolders } from '#launcher/reload/watch.ts';
import { isRunByNpm, prepareShutdown } from '#launcher/shutdown.ts';
import { buildStorefront } from '#launcher/storefront.ts';
import { megabytes, seconds, table } from '#launcher/table.ts';
import { isCatalogueNewer } from '#launcher/template/seeded.ts';
import { ensureSeeded } from '#launcher/template/template-data.ts';

/**
 * `npm start`: the local stack, which is everything on this machine, until Ctrl-C. `npm run dev` (`--watch`) also restarts
 * the parts whose files change. `--edge` also serves the graph through the edge, at a port of its own.
 */
const flag = { type: 'boolean', default: false } as const;
const { values } = parseArgs({ options: { watch: flag, edge: flag } });
const began = Date.now();
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
const dataDir = join(axiomDir, 'data');
const explorerDir = join(axiomDir, 'explorer');
const storefrontDir = join(axiomDir, 'storefront');
const env = { ...process.env, EXPLORER_DIR: explorerDir, STOREFRONT_DIR: storefrontDir };
const progress = showProgress(process.stdout);

let installation: Installation | undefined;
let watch: Watch | undefined;
/** The parts that crashed and are not running again yet. */
const down = new Set<string>();
const shutdown = prepareShutdown({ stop, followsParent: isRunByNpm, runsUntilSignal: true });

try {
  lockFolder(dataDir);
  await claimServicePorts(env, values.edge);
  // One after the other: each build needs a core that the backends need too.
  const pages = progress
    .step('explorer', () => buildExplorer(explorerDir))
    .then(() => progress.step('storefront', () => buildStorefront(storefrontDir)))
    .catch((error: Error) => error);
  await ensureSeeded({ axiomDir, dataDir, env, progress });
  installation = await startInstallation({
    dataDir,
    env,
    progress,
    hasEdge: values.edge,
    events: {
      down: (id, { reason, attempt }) => {
        // A shutdown during the start ends parts intentionally.
        if (shutdown.isRequested) return;
        down.add(id);
        say(styleText('yellow', `${id} ${attempt === 1 ? 'ended unexpectedly' : 'cannot be started'}: ${reason}`));
        showOutages();
      },
      started: (id) => {
        if (!down.delete(id)) return;
        say(`${id} is running again.`);
        showOutages();
      },
    },
  });
  const built = await pages;
  progress.end();
  await printSummary(installation);
  if (await isCatalogueNewer(dataDir)) warnOfNewerCatalogue();
  warnOfMigratedCurators(installation.migratedCurators);
  if (built instanceof Error) say(styleText('yellow', `The pages could not be built: ${built.message}`));
  if (values.watch) watch = restartOnChange(installation);
} catch (error) {
  progress.end();
  // Ctrl-C during the start is not a failure.
  if (shutdown.isRequested) await shutdown.end(0);
  process.stderr.write(`\n${styleText('red', reasonOf(error))}\n`);
  await shutdown.end(1);
}

async function printSummary({ parts, env }: Installation): Promise<void> {
  let total = 0;
  const rows: string[][] = [];
  for (const { running, startedIn } of parts.values()) {
    if (!running) continue;
    const memory = await residentMemory(running.pids);
    total += memory;
    rows.push([
      running.name,
      running.kind,
      running.version,
      running.address,
      running.pids.length > 0 ? seconds(startedIn) : '',
      running.pids.length > 0 ? megabytes(memory) : '',
    ]);
  }
  const launcherMemory = process.memoryUsage().rss;
  rows.push(['This launcher', 'ours', process.version, '', '', megabytes(launcherMemory)]);
  const url = env.PUBLIC_URL as string;
  const variables = (await readExamples()).find(({ name }) => name === 'ProductPage')?.variables ?? '';
  process.stdout.write(
    [
      '',
      table(['System', 'Kind', 'Version', 'Address', 'Started in', 'Memory'], rows),
      '',
      `Ready after ${seconds(Date.now() - began)}. Resident memory: ${megabytes(total + launcherMemory)}.`,
      '',
      `  Explorer   ${styleText('bold', `${url}/`)}`,
      `  Storefront ${url}/shop`,
      `  Graph      ${url}/graphql`,
      ...(values.edge ? [`             http://localhost:${env.PORT || 4000}/graphql without the edge`] : []),
      `  Logs       ${join(dataDir, 'logs')}`,
      '',
      'Query a product page:',
      '',
      `  curl -s ${url}/graphql -H 'content-type: application/json' -d '${shortQuery(variables)}'`,
      '',
      values.watch ? 'Parts restart when their files change. Ctrl-C stops everything.' : 'Ctrl-C stops everything.',
      '',
    ].join('\n'),
  );
}

/** One query that fits in a line, for the product of the example operation. */
function shortQuery(variables: string): string {
  const { handle } = JSON.parse(variables) as { handle: string };
  const query = `{ product(handle: "${handle}") { title priceRange { min { amount currencyCode } } provenance { place artisan { name } } } }`;
  return JSON.stringify({ query });
}

function restartOnChange({ parts }: Installation): Watch {
  const compose = promisify(execFile);
  const reload = createReloader({
    parts,
    affectedBy: (files) => partsAffectedBy(files, root),
    compose: async () => {
      await compose(process.execPath, ['scripts/compose.ts'], { cwd: root }).catch(({ stderr }: { stderr: string }) => {
        throw new Error(stderr.trim());
      });
    },
    report: (line, isProblem) => say(isProblem ? styleText('yellow', line) : line),
  });
  return watchFolders(root, watchedFolders, (files) => void reload(files));
}

function warnOfNewerCatalogue(): void {
  const lines = [
    'The catalogue has changed since this installation was seeded.',
    '`npm run seed` adds new products and articles, and does not change existing ones.',
    '`npm run reset` deletes all local data, orders included; the next start seeds the whole catalogue.',
  ];
  say(styleText('yellow', lines.join(' ')));
}

function warnOfMigratedCurators(emails: string[]): void {
  if (emails.length === 0) return;
  const lines = [
    `Curators were moved from Medusa to identity, with their scopes and without their passwords: ${emails.join(', ')}.`,
    '`npm run curator -- reset <e-mail>` makes a new password for each.',
  ];
  say(styleText('yellow', lines.join(' ')));
}

function say(line: string): void {
  process.stdout.write(`${clock(Date.now())} ${line}\n`);
}

/** Lists the parts that are down; only their fields are missing in the graph. */
function showOutages(): void {
  if (!installation) return;
  const rows = outageTable(installation.parts.values());
  process.stdout.write(rows ? `\n${rows}\n\n` : `${clock(Date.now())} All parts are running.\n`);
}

async function stop(): Promise<void> {
  progress.end();
  watch?.close();
  say('Stopping…');
  await installation?.stop();
}
