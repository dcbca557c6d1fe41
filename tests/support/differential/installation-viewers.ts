import type { IncomingMessage } from 'node:http';
import { createAuthenticator } from '#gateway/auth/authenticator.ts';
import { cookiesFor } from '#gateway/auth/cookies.ts';
import { openCuratorAccess } from '#gateway/auth/curator-access.ts';
import type { QueryIdentity } from '#gateway/auth/partner-keys.ts';
import { openSessions } from '#gateway/auth/sessions.ts';
import { openTokens } from '#gateway/auth/tokens.ts';
import { signedFetch } from '#kit/graph/request-token.ts';
import { createLog } from '#kit/process/log.ts';
import { openRedis } from '#kit/stores/redis.ts';
import { executeAt, installationEnv } from '../graph.ts';
import { registerElite, signInCurator } from '../people.ts';
import type { DifferentialViewer } from './run.ts';

/** Sends queries to identity as the gateway does. */
const queryIdentity: QueryIdentity = async (query, variables) => {
  const { IDENTITY_URL = '', IDENTITY_REQUEST_TOKEN_KEY = '' } = installationEnv();
  return (await executeAt(IDENTITY_URL, query, variables, {}, signedFetch(IDENTITY_REQUEST_TOKEN_KEY, 'identity')))
    .data;
};

/** An anonymous viewer, a customer and a curator of the test installation, each as the gateway authenticates them. */
export async function installationViewers(): Promise<DifferentialViewer[]> {
  const log = createLog('differential', 'silent');
  const env = installationEnv();
  const redis = openRedis(env.REDIS_URL as string, 'axiom-differential', log);
  const enter = createAuthenticator({
    tokens: openTokens({
      keysUrl: `http://127.0.0.1:${env.IDENTITY_PORT}/.well-known/jwks.json`,
      issuer: env.TOKEN_ISSUER as string,
      audience: env.TOKEN_AUDIENCE as string,
      log,
    }),
    sessions: openSessions(redis, openCuratorAccess(queryIdentity)),
    partnerKeys: { read: async () => undefined, wasValid: () => false, allowsOrigin: async () => false },
    credentialLimit: { count: async () => () => {} },
    networkOf: () => 'unknown',
    cookies: cookiesFor(env.PUBLIC_URL as string),
    ownOrigins: [],
    log,
  });
  const viewing = async (name: string, headers: Record<string, string>): Promise<DifferentialViewer> => {
    const headersDistinct = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, [value]]));
    const { viewer, token } = await enter({ headers, headersDistinct } as unknown as IncomingMessage);
    return { name, headers, caller: { viewer, ...(token !== undefined && { token }) } };
  };
  try {
    return [
      await viewing('anonymous', {}),
      await viewing('customer', (await registerElite('Differential')).headers),
      await viewing('curator', (await signInCurator()).headers),
    ];
  } finally {
    redis.disconnect();
  }
}
