import { join } from 'node:path';
import sharp from 'sharp';
import { readConfig } from '#kit/process/config.ts';
import { listen } from '#kit/process/http/server.ts';
import { createLog } from '#kit/process/log.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { api } from './api.ts';
import { configShape } from './config.ts';
import { withErrorResponses } from './http.ts';
import { openAssets } from './images/assets.ts';
import { render } from './images/rendering.ts';
import { openRenditions } from './images/renditions.ts';
import { openLake } from './lake/lake.ts';

/** A running simulator. */
export interface RunningLake {
  /** Finishes running requests and closes the files. */
  close(): Promise<void>;
}

/**
 * Opens the lake in `SANITY_DATA_DIR` and serves it at `SANITY_PORT` on 127.0.0.1. Everyone may read published
 * documents. `SANITY_READ_TOKEN` may also read drafts; `SANITY_TOKEN` and `SANITY_WRITE_TOKEN` may also write.
 */
export async function startLake(env: Readonly<Record<string, string | undefined>>): Promise<RunningLake> {
  const config = readConfig('Sanity simulator', configShape, env);
  const log = createLog('sanity', config.LOG_LEVEL);
  const { SANITY_PROJECT_ID: projectId, SANITY_DATASET: dataset } = config;
  const origin = `http://127.0.0.1:${config.SANITY_PORT}`;
  // One image at a time on one thread, because all services share this machine.
  sharp.concurrency(1);
  sharp.cache(false);

  const assets = await openAssets({ folder: join(config.SANITY_DATA_DIR, 'assets'), projectId, dataset, origin });
  const renditions = await openRenditions(join(config.SANITY_DATA_DIR, 'renditions'), render);
  const lake = await openLake(config.SANITY_DATA_DIR, assets.restore);
  const { SANITY_TOKEN, SANITY_WRITE_TOKEN, SANITY_READ_TOKEN } = config;
  const tokens = {
    write: [SANITY_TOKEN, SANITY_WRITE_TOKEN].filter((token) => token !== undefined),
    read: [SANITY_READ_TOKEN].filter((token) => token !== undefined),
  };
  const handler = withErrorResponses(api({ projectId, dataset, tokens, lake, assets, renditions }), (error) =>
    log.error({ event: 'request_failed', err: error }, 'Request failed'),
  );
  const listening = await listen(handler, config.SANITY_PORT, '127.0.0.1');
  return {
    async close() {
      await listening.close();
      await lake.close();
    },
  };
}

if (import.meta.main) await runProcess(() => startLake(process.env));
