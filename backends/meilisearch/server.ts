import { z } from 'zod';
import { readConfig } from '#kit/process/config.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { start } from './local.ts';

/**
 * Meilisearch with its indexes and nothing else, for work on search. Its data is in MEILI_DATA_DIR. When it is ready, it prints the
 * variables that the search subgraph and the indexer read, as one line of JSON.
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
