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
 * The test installation: real backends on free ports, a fresh copy of the seeded data, a tap on every backend. Sends
 * its addresses to its parent process, and ends on SIGTERM or with its parent.
 */
const [partnerPort, ...ports] = await freePorts(portVariables.length + 1);
const portOf = (variable: string) => ports[portVariables.indexOf(variable)];
const [gateway, edge] = ['PORT', 'EDGE_PORT'].map((variable) => `http://localhost:${portOf(variable)}`);
const explorerDir = join(axiomDir, 'explorer');
const env: Record<string, string | undefined> = {
  ...process.env,
  ...Object.fromEntries(portVariables.map((name, index) => [name, String(ports[index])])),
  POSTGRES_FSYNC: 'off',
  ...generousEnv,
  EXPLORER_DIR: explorerDir,
  // A story starts the edge. Browsers reach the gateway by both addresses.
  PUBLIC_URL: edge,
  RP_ORIGINS: `${gateway},${edge}`,
  STOREFRONT_URL: gateway,
  TOKEN_ISSUER: gateway,
  // Longer than any request on a busy machine: stories stop backends and do not slow them down.
  GATEWAY_TIMEOUT_MS: '30000',
  GATEWAY_FETCH_TIMEOUT_MS: '25000',
  SUBGRAPH_TIMEOUT_MS: '25000',
  MEILI_TIMEOUT_MS: '20000',
  STORE_REDIS_TIMEOUT_MS: '20000',
  SANITY_TIMEOUT_MS: '20000',
  // Stories send operations above the default ceilings.
  COST_CEILING_ANONYMOUS: '1000000',
  COST_CEILING_CUSTOMER: '1000000',
  COST_CEILING_PARTNER: '1000000',
  COST_CEILING_CURATOR: '1000000',
  // Stories kill the worker and wait until its orders are taken over.
  FULFILMENT_LOCK_MS: '2000',
  // Stories wait for the warehouse many times.
  FULFILMENT_INTERVAL_MS: '250',
  // The address at which stories receive a partner's webhooks.
  WEBHOOK_PRIVATE_TARGETS: `127.0.0.1:${partnerPort}`,
};
const progress = showProgress(process.stdout);
const dataDir = join(axiomDir, 'test');
await progress.step('explorer', () => buildExplorer(explorerDir));
await ensureSeeded({ axiomDir, dataDir, env, progress, fresh: true });

let taps: Taps | undefined;
/** Services killed by a story, whose end is expected. */
const killed = new Set<string>();
const report = (id: string, { reason }: Outage) => {
  if (!killed.delete(id)) process.stderr.write(`${id} ended by itself: ${reason}\n`);
};
const installation = await startInstallation({
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
const control = await openControl(installation, taps as Taps);
const info: InstallationInfo = {
  gateway: `http://127.0.0.1:${env.PORT}`,
  control,
  env: installation.env as Record<string, string>,
};
process.send?.(info);
const end = () => void installation.stop().then(() => process.exit(0));
process.once('SIGTERM', end).once('SIGINT', end).once('disconnect', end);

/**
 * The control interface for stories: `POST /stop/<part>`, `/start/<part>`, `/reset`, `GET /calls`. `POST /kill/<part>`
 * sends SIGKILL at once, or with `?at=<pattern>` when the first matching request to Medusa arrives.
 */
async function openControl({ parts }: Installation, taps: Taps): Promise<string> {
  const kill = (id: string) => {
    killed.add(id);
    for (const pid of parts.get(id)?.running?.pids ?? []) process.kill(pid, 'SIGKILL');
  };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://control');
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
