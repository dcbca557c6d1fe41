import { z } from 'zod';
import type { Resolvers } from '#generated/identity.ts';
import { readConfig } from '#kit/config.ts';
import { scalars } from '#kit/scalars.ts';
import { run, type Subgraph } from '#kit/subgraph.ts';
import { openAccounts } from './accounts.ts';
import { Query } from './resolvers/Query.ts';
import { Viewer } from './resolvers/Viewer.ts';
import { openSessions } from './sessions.ts';

const resolvers: Resolvers = { ...scalars, Query, Viewer };

/** Who is asking: accounts and passkeys, from PostgreSQL; sessions, from Redis. */
export const identity: Subgraph<object> = {
  name: 'identity',
  port: 4005,
  resolvers,
  open(env, log) {
    const { IDENTITY_DATABASE_URL, REDIS_URL } = readConfig(
      'identity subgraph',
      z.object({ IDENTITY_DATABASE_URL: z.url(), REDIS_URL: z.url() }),
      env,
    );
    const accounts = openAccounts(IDENTITY_DATABASE_URL);
    const sessions = openSessions(REDIS_URL, log);
    return {
      context: () => ({}),
      check: async () => {
        await Promise.all([accounts.check(), sessions.check()]);
      },
      close: async () => {
        await Promise.all([accounts.close(), sessions.close()]);
      },
    };
  },
};

if (import.meta.main) await run(identity);
