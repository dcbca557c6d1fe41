import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buildExplorer } from '#gateway/pages/explorer/build.ts';
import { freePorts } from '#kit/process/port.ts';
import { axiomDir } from '#launcher/folders.ts';
import { type Installation, startInstallation } from '#launcher/installation.ts';
import type { Outage } from '#launcher/part.ts';
import { showProgress } from '#launcher/progress.ts';
import { portVariables } from '#launcher/services.ts';
import { ensureSeeded } from '#launcher/template/template-data.ts';
import { openTaps, type Taps } from './faults/taps.ts';
import { generousEnv } from './gateway-env.ts';
import type { InstallationInfo } from './setup.ts';

/**
 * The house of the stories: real backends on free ports, a fresh copy of the seeded data, a tap on every backend.
 * Tells its parent where it stands, and ends on SIGTERM or with its parent.
 */
const [partnerPort, ...ports] = await freePorts(portVariables.length + 1);
const explorerDir = join(axiomDir, 'explorer');
const env: Record<string, string | undefined> = {
  ...process.env,
  ...Object.fromEntries(portVariables.map((name, index) => [name, String(ports[index])])),
  POSTGRES_FSYNC: 'off',
  ...generousEnv,
  EXPLORER_DIR: explorerDir,
  // Longer than a busy machine takes for anything: stories stop backends and do not make them slow.
  GATEWAY_TIMEOUT_MS: '30000',
  GATEWAY_FETCH_TIMEOUT_MS: '25000',
  SUBGRAPH_TIMEOUT_MS: '25000',
  MEILI_TIMEOUT_MS: '20000',
  SANITY_TIMEOUT_MS: '20000',
  // Stories ask for more at once than clients may.
  COST_CEILING_ANONYMOUS: '1000000',
  COST_CEILING_CUSTOMER: '1000000',
  COST_CEILING_PARTNER: '1000000',
  COST_CEILING_CURATOR: '1000000',
  // Where the stories let a partner be told of orders.
  WEBHOOK_PRIVATE_TARGETS: `127.0.0.1:${partnerPort}`,
};
const progress = showProgress(process.stdout);
const dataDir = join(axiomDir, 'test');
await progress.step('explorer', () => buildExplorer(explorerDir));
await ensureSeeded({ axiomDir, dataDir, env, progress, fresh: true });

let taps: Taps | undefined;
/** Parts that a story has killed: nobody need be told of their end. */
const killed = new Set<string>();
const report = (id: string, { reason }: Outage) => {
  if (!killed.delete(id)) process.stderr.write(`${id} ended by itself: ${reason}\n`);
};
const house = await startInstallation({
  dataDir,
  env,
  progress,
  events: { down: report },
  reroute: async (rooms) => {
    taps = await openTaps(rooms);
    return taps.env;
  },
});
progress.end();
const control = await openControl(house, taps as Taps);
const info: InstallationInfo = {
  gateway: `http://127.0.0.1:${env.PORT}`,
  control,
  env: house.env as Record<string, string>,
};
process.send?.(info);
const end = () => void house.stop().then(() => process.exit(0));
process.once('SIGTERM', end).once('SIGINT', end).once('disconnect', end);

/**
 * What stories may ask of the house: `POST /stop/<part>`, `/start/<part>`, `/reset`, `GET /calls`; and `POST /kill/<part>`,
 * as `kill -9` does, at once or with `?at=<pattern>` when the first request to Medusa comes that matches.
 */
async function openControl({ parts }: Installation, taps: Taps): Promise<string> {
  const kill = (id: string) => {
    killed.add(id);
    for (const pid of parts.get(id)?.running?.pids ?? []) process.kill(pid, 'SIGKILL');
  };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://house');
    const [, verb, id = ''] = pathname.split('/');
    const at = searchParams.get('at');
    try {
      if (verb === 'stop') await parts.get(id)?.stop();
      if (verb === 'start') await parts.get(id)?.start();
      if (verb === 'kill' && at === null) kill(id);
      if (verb === 'kill' && at !== null) taps.atFirst('medusa', new RegExp(at), () => kill(id));
      if (verb === 'reset') taps.reset();
      response.end(JSON.stringify(verb === 'calls' ? taps.calls() : {}));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
