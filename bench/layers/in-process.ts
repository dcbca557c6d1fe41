import { hash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { getOperationAST, type OperationDefinitionNode, parse } from 'graphql';
import { createAuthenticator } from '#gateway/auth/authenticator.ts';
import { cookiesFor } from '#gateway/auth/cookies.ts';
import { openSessions } from '#gateway/auth/sessions.ts';
import { openTokens } from '#gateway/auth/tokens.ts';
import { CacheUse } from '#gateway/cache/cache-use.ts';
import type { GatewayConfig } from '#gateway/config.ts';
import type { Executor } from '#gateway/execution/executor.ts';
import { openCostAccount } from '#gateway/limits/cost-account.ts';
import { withCostLimit } from '#gateway/limits/cost-limit.ts';
import { openKnownDocuments } from '#gateway/limits/known-documents.ts';
import { openQuota } from '#gateway/limits/quota.ts';
import { rateLimitKeyOf } from '#gateway/limits/rate-limit-key.ts';
import { validateSupergraph } from '#gateway/supergraph.ts';
import { createLog } from '#kit/process/log.ts';
import { openRedis } from '#kit/stores/redis.ts';

/** What is repeated: one operation by one client, whose answer is known. */
export interface Repeated {
  config: GatewayConfig;
  supergraph: string;
  query: string;
  variables: Record<string, unknown>;
  data: Record<string, unknown>;
  headers: Record<string, string>;
}

const requests = 20_000;
const concurrency = 8;

/**
 * The microseconds of processor time that authentication, cost and rate limit need for one request, in this process
 * with the configured Redis. The time of the measuring loop itself is subtracted.
 */
export async function measureLimits(repeated: Repeated): Promise<number> {
  const { config, supergraph, query, variables, data, headers } = repeated;
  const log = createLog('bench', 'silent');
  if (config.redisUrl === undefined) throw new Error('REDIS_URL is not set.');
  const redis = openRedis(config.redisUrl, 'bench-limits', log);
  await new Promise((resolve) => redis.once('ready', resolve));
  const { costs, schema } = await validateSupergraph(supergraph);
  const identity = config.subgraph('identity').url;
  const keysUrl = new URL('/.well-known/jwks.json', identity).href;
  const authenticate = createAuthenticator({
    tokens: openTokens({ keysUrl, ...config.tokens, log }),
    sessions: openSessions(redis, async () => ({ scopes: [], account: '', generation: 0 })),
    partnerKeys: { read: async () => undefined, wasValid: () => false, allowsOrigin: async () => false },
    cookies: cookiesFor(config.publicUrl),
    credentialLimit: { count: async () => () => {} },
    networkOf: () => '127.0.0.1',
    ownOrigins: [],
    log,
  });
  const quota = openQuota(redis, { ...config.quota, ceilings: config.ceilings, log });
  const execute: Executor = async () => ({ data });
  const executeLimited = withCostLimit(execute, {
    costs: () => costs,
    ceilings: config.ceilings,
    documents: openKnownDocuments(250_000, () => schema),
  });

  const document = parse(query);
  const operation = getOperationAST(document) as OperationDefinitionNode;
  const asked = { document, operation, schema, source: query, queryHash: hash('sha256', query) };
  const headersDistinct = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  const incoming = { headers, headersDistinct } as unknown as IncomingMessage;

  const withLimits = async () => {
    const { viewer } = await authenticate(incoming);
    const rateLimitKey = rateLimitKeyOf(viewer, { address: '127.0.0.1' });
    const costAccount = openCostAccount(quota, rateLimitKey, config.ceilings[rateLimitKey.kind]);
    const cacheUse = new CacheUse();
    const context = {
      ...{ viewer, isService: false, isDryRun: false, minimumCost: 1, costAccount, cacheUse },
      isDisconnected: false,
    };
    const request = { ...asked, context, request: { variables, http: { method: 'POST' } } };
    const { errors } = await executeLimited(request as unknown as Parameters<Executor>[0]);
    if (errors) throw new Error(`The operation is rejected: ${errors[0]?.message}`);
    return costAccount.report();
  };
  const without = async () => {
    const request = { ...asked, context: {}, request: { variables, http: { method: 'POST' } } };
    await execute(request as unknown as Parameters<Executor>[0]);
  };

  try {
    await cpuOf(withLimits);
    return (await cpuOf(withLimits)) - (await cpuOf(without));
  } finally {
    await quota.close();
    redis.disconnect();
  }
}

/** The processor time of one run in microseconds. */
async function cpuOf(run: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  let left = requests;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (left > 0) {
        left -= 1;
        await run();
      }
    }),
  );
  const { user, system } = process.cpuUsage(before);
  return (user + system) / requests;
}
