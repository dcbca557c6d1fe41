import { z } from 'zod';
import type { Resolvers } from '#generated/identity.ts';
import { readConfig } from '#kit/config.ts';
import { checkRedis, openRedis } from '#kit/redis.ts';
import { scalars } from '#kit/scalars.ts';
import { run, type Subgraph } from '#kit/subgraph.ts';
import { accountsOver } from './accounts.ts';
import type { Carried } from './context.ts';
import { openStore } from './database.ts';
import { Mutation } from './resolvers/Mutation.ts';
import { Query } from './resolvers/Query.ts';
import { Viewer } from './resolvers/Viewer.ts';
import { sessionsOver } from './sessions.ts';

const resolvers: Resolvers = { ...scalars, Query, Mutation, Viewer };

/** Who is asking: accounts and passkeys, from PostgreSQL; sessions, from Redis. */
export const identity: Subgraph<Carried> = {
  name: 'identity',
  port: 4005,
  resolvers,
  open(env, log) {
    const config = readConfig(
      'identity subgraph',
      z.object({ IDENTITY_DATABASE_URL: z.url(), REDIS_URL: z.url() }),
      env,
    );
    const database = openStore(config.IDENTITY_DATABASE_URL);
    const redis = openRedis(config.REDIS_URL, 'axiom-identity', log);
    const sessions = sessionsOver(redis);
    return {
      context: ({ signal }) => {
        const store = database.within(signal);
        return { accounts: accountsOver(store), sessions };
      },
      check: async () => {
        await Promise.all([database.check(), checkRedis(redis)]);
      },
      close: async () => {
        redis.disconnect();
        await database.close();
      },
    };
  },
};

if (import.meta.main) await run(identity);
