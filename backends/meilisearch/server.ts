import { z } from 'zod';
import { runProcess } from '#kit/graph/server/subgraph.ts';
import { readConfig } from '#kit/process/config.ts';
import { start } from './local.ts';

/**
 * Meilisearch alone, with the indexes of the house, for work on search without the rest of the house. Its data lies
 * in MEILI_DATA_DIR; when it answers, the variables that the rooms read are printed as one line of JSON.
 */
await runProcess(async () => {
  const settings = z.object({ MEILI_DATA_DIR: z.string(), MEILI_MASTER_KEY: z.string().min(16) });
  const config = readConfig('search engine', settings, process.env);
  const engine = await start({
    dataDir: config.MEILI_DATA_DIR,
    env: process.env,
    secret: () => config.MEILI_MASTER_KEY,
    log: (line) => process.stderr.write(`${line}\n`),
  });
  process.stdout.write(`${JSON.stringify(engine.env)}\n`);
  return { close: engine.stop };
});
