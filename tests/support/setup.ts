import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { freePorts } from '#kit/port.ts';
import { axiomDir } from '#scripts/house/folders.ts';
import { layGround } from '#scripts/house/ground.ts';
import { type House, startHouse } from '#scripts/house/house.ts';
import { showProgress } from '#scripts/house/progress.ts';
import { portVariables } from '#scripts/house/rooms.ts';
import { openTaps, type Taps } from './taps.ts';

/**
 * Starts one house for all stories: real backends on free ports, a fresh copy of the seeded data, a tap on every
 * backend. Stories reach the gateway at `TEST_GATEWAY` and this process, to stop and start parts, at `TEST_CONTROL`.
 */
export default async function setup(): Promise<void> {
  const ports = await freePorts(portVariables.length);
  const env: Record<string, string | undefined> = {
    ...process.env,
    ...Object.fromEntries(portVariables.map((name, index) => [name, String(ports[index])])),
    POSTGRES_FSYNC: 'off',
    EXPLORER_DIR: join(axiomDir, 'explorer'),
    CORS_ORIGINS: 'https://studio.apollographql.com',
  };
  const progress = showProgress(process.stdout);
  const dataDir = join(axiomDir, 'test');
  await layGround({ axiomDir, dataDir, env, progress, fresh: true });

  let taps: Taps | undefined;
  const house = await startHouse({
    dataDir,
    env,
    progress,
    events: { crashed: report, lost: report },
    reroute: async (rooms) => {
      taps = await openTaps(rooms);
      return taps.env;
    },
  });
  progress.end();
  const control = await openControl(house, taps as Taps);
  process.env.TEST_GATEWAY = `http://127.0.0.1:${env.PORT}`;
  process.env.TEST_CONTROL = control.url;
  process.env.TEST_ENV = JSON.stringify(house.env);
  Object.assign(globalThis, {
    tearDownHouse: async () => {
      await control.close();
      await house.stop();
      await taps?.close();
    },
  });
}

function report(id: string, reason: string): void {
  process.stderr.write(`${id} ended by itself: ${reason}\n`);
}

/** What stories may ask of the house: `POST /stop/<part>`, `/start/<part>`, `/reset`, `GET /calls`. */
async function openControl(house: House, taps: Taps) {
  const server = createServer(async (request, response) => {
    const [, verb, id] = (request.url ?? '').split('/');
    const part = house.parts.get(id ?? '');
    try {
      if (verb === 'stop') await part?.stop();
      if (verb === 'start') await part?.start();
      if (verb === 'reset') taps.reset();
      response.end(JSON.stringify(verb === 'calls' ? taps.calls() : {}));
    } catch (error) {
      response.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
