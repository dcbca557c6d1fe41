import { join } from 'node:path';
import sharp from 'sharp';
import { z } from 'zod';
import { port, readConfig } from '#kit/process/config.ts';
import { api } from './api.ts';
import { openAssets } from './assets.ts';
import { serve } from './http.ts';
import { openLake } from './lake.ts';

/** A content lake that runs. */
export interface RunningLake {
  /** Ends the listeners, finishes what is under way and closes the files. */
  close(): Promise<void>;
}

const settings = z.object({
  SANITY_PORT: port(3340),
  SANITY_DATA_DIR: z.string(),
  SANITY_PROJECT_ID: z.string(),
  SANITY_DATASET: z.string(),
  SANITY_TOKEN: z.string(),
  SANITY_WRITE_TOKEN: z.string().optional(),
  SANITY_READ_TOKEN: z.string().optional(),
});

/**
 * Opens the lake kept in `SANITY_DATA_DIR` and answers at `SANITY_PORT` on 127.0.0.1. Everyone may read what is
 * published, `SANITY_READ_TOKEN` drafts too, and only `SANITY_TOKEN` and `SANITY_WRITE_TOKEN` may write.
 */
export async function startLake(env: Readonly<Record<string, string | undefined>>): Promise<RunningLake> {
  const config = readConfig('content lake', settings, env);
  const { SANITY_PROJECT_ID: projectId, SANITY_DATASET: dataset } = config;
  const origin = `http://127.0.0.1:${config.SANITY_PORT}`;
  // One image at a time on one thread: the lake shares its machine with the whole house.
  sharp.concurrency(1);
  sharp.cache(false);

  const assets = await openAssets({ folder: join(config.SANITY_DATA_DIR, 'assets'), projectId, dataset, origin });
  const lake = await openLake(config.SANITY_DATA_DIR, assets.restore);
  const closing = new AbortController();
  const { SANITY_TOKEN, SANITY_WRITE_TOKEN, SANITY_READ_TOKEN } = config;
  const tokens = {
    write: [SANITY_TOKEN, SANITY_WRITE_TOKEN].filter((token) => token !== undefined),
    read: [SANITY_READ_TOKEN].filter((token) => token !== undefined),
  };
  const handler = api({ projectId, dataset, tokens, lake, assets, closing: closing.signal });
  const serving = await serve(handler, config.SANITY_PORT, (error) => console.error(error));
  return {
    async close() {
      closing.abort();
      await serving.close();
      await lake.close();
    },
  };
}

if (import.meta.main) {
  const lake = await startLake(process.env);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      await lake.close();
      process.exit(0);
    });
  }
}
