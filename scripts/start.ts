import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { styleText } from 'node:util';
import { buildExplorer } from '#gateway/pages/explorer/build.ts';
import { readExamples } from '#gateway/pages/explorer/operations.ts';
import { isRunByNpm, prepareEnding } from '#launcher/ending.ts';
import { axiomDir, root } from '#launcher/folders.ts';
import { claimServicePorts, type Installation, startInstallation } from '#launcher/installation.ts';
import { lockFolder } from '#launcher/lock.ts';
import { residentMemory } from '#launcher/memory.ts';
import { clock, outageTable } from '#launcher/outages.ts';
import { showProgress } from '#launcher/progress.ts';
import { isCatalogueNewer } from '#launcher/seeded.ts';
import { megabytes, seconds, table } from '#launcher/table.ts';
import { ensureSeeded } from '#launcher/template-data.ts';

/** `npm start`: the whole house on this machine, until Ctrl-C. */
const began = Date.now();
if (existsSync(join(root, '.env'))) process.loadEnvFile(join(root, '.env'));
const dataDir = join(axiomDir, 'data');
const explorerDir = join(axiomDir, 'explorer');
const env = { ...process.env, EXPLORER_DIR: explorerDir };
const progress = showProgress(process.stdout);

let house: Installation | undefined;
const ending = prepareEnding({ stop, followsParent: isRunByNpm, runsUntilAsked: true });

try {
  lockFolder(dataDir);
  await claimServicePorts(env);
  const explorer = progress.step('explorer', () => buildExplorer(explorerDir)).catch((error: Error) => error);
  await ensureSeeded({ axiomDir, dataDir, env, progress });
  house = await startInstallation({
    dataDir,
    env,
    progress,
    events: {
      down: (id, { reason, attempt }) => {
        // A house that is stopped while it starts has its parts ended under it.
        if (ending.isAsked) return;
        const what = attempt === 1 ? 'ended by itself' : 'does not run';
        tell(styleText('yellow', `${id} ${what}: ${reason}`));
        tellOutages();
      },
      started: (id) => {
        if (!house) return;
        tell(`${id} runs again.`);
        tellOutages();
      },
    },
  });
  const built = await explorer;
  progress.end();
  await greet(house);
  if (await isCatalogueNewer(dataDir)) sayNewerCatalogue();
  sayBroughtCurators(house.broughtCurators);
  if (built instanceof Error) tell(styleText('yellow', `The explorer could not be built: ${built.message}`));
} catch (error) {
  progress.end();
  // What was starting was ended.
  if (ending.isAsked) await ending.end(0);
  process.stderr.write(`\n${styleText('red', error instanceof Error ? error.message : String(error))}\n`);
  await ending.end(1);
}

async function greet({ parts, env }: Installation): Promise<void> {
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
  const own = process.memoryUsage().rss;
  rows.push(['This launcher', 'ours', process.version, '', '', megabytes(own)]);
  const url = `http://localhost:${env.PORT || 4000}`;
  const variables = (await readExamples()).find(({ name }) => name === 'ProductPage')?.variables ?? '';
  process.stdout.write(
    [
      '',
      table(['System', 'Kind', 'Version', 'Address', 'Started in', 'Memory'], rows),
      '',
      `The house stands: ready after ${seconds(Date.now() - began)}, ${megabytes(total + own)} resident.`,
      '',
      `  Explorer   ${styleText('bold', `${url}/`)}`,
      `  Graph      ${url}/graphql`,
      `  Logs       ${join(dataDir, 'logs')}`,
      '',
      'Ask it for a product page:',
      '',
      `  curl -s ${url}/graphql -H 'content-type: application/json' -d '${shortQuery(variables)}'`,
      '',
      'Ctrl-C stops everything.',
      '',
    ].join('\n'),
  );
}

/** One query that fits a line, for the product that the example operation names. */
function shortQuery(variables: string): string {
  const { handle } = JSON.parse(variables) as { handle: string };
  const query = `{ product(handle: "${handle}") { title priceRange { min { amount currencyCode } } provenance { place artisan { name } } } }`;
  return JSON.stringify({ query });
}

function sayNewerCatalogue(): void {
  const lines = [
    'The catalogue has changed since this house was seeded.',
    '`npm run seed` adds what is new and keeps everything else as it is.',
    '`npm run reset` takes all changes at the next start; it deletes what was sold and written here.',
  ];
  tell(styleText('yellow', lines.join(' ')));
}

function sayBroughtCurators(emails: string[]): void {
  if (emails.length === 0) return;
  const lines = [
    `Curators are no users of Medusa any more. Their scopes were kept for ${emails.join(', ')}; their passwords were not.`,
    '`npm run curator -- reset <e-mail>` makes a new password for each.',
  ];
  tell(styleText('yellow', lines.join(' ')));
}

function tell(line: string): void {
  process.stdout.write(`${clock(Date.now())} ${line}\n`);
}

/** Which parts are down; only their own fields are missing in the graph. */
function tellOutages(): void {
  if (!house) return;
  const rows = outageTable(house.parts.values());
  process.stdout.write(rows ? `\n${rows}\n\n` : `${clock(Date.now())} All parts run.\n`);
}

async function stop(): Promise<void> {
  progress.end();
  tell('Stopping…');
  await house?.stop();
}
