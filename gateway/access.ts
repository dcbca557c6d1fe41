import type { IncomingMessage } from 'node:http';
import { anonymous } from '#kit/graph/viewer.ts';
import type { Log } from '#kit/process/log.ts';
import { createRateLimiter } from '#kit/stores/rate-limiter.ts';
import type { RedisClient } from '#kit/stores/redis.ts';
import { type AuthResult, createAuthenticator } from './auth/authenticator.ts';
import type { Cookies } from './auth/cookies.ts';
import { openCuratorAccess } from './auth/curator-access.ts';
import { openPartnerKeys } from './auth/partner-keys.ts';
import { openSessions } from './auth/sessions.ts';
import { openTokens } from './auth/tokens.ts';
import type { GatewayConfig } from './config.ts';
import type { Gateway } from './gateway.ts';
import { type CostAccount, openCostAccount, openFreeAccount, openUnlimitedCostAccount } from './limits/cost-account.ts';
import { openCredentialLimit } from './limits/credentials.ts';
import { openQuota } from './limits/quota.ts';
import type { RateLimitKey } from './limits/rate-limit-key.ts';

/** Who sends a request, and what it may cost. */
export interface Access {
  /** See `createAuthenticator`. */
  authenticate(request: IncomingMessage): Promise<AuthResult>;
  /** Whether pages of the origin may call the graph with a partner key. */
  allowsPartner(origin: string): Promise<boolean>;
  /** Opens the account of a request; without a key, that of one of AXIOM's own services. */
  openAccount(key: RateLimitKey | undefined): CostAccount;
  close(): Promise<void>;
}

/**
 * The access of AXIOM's own graph: viewers by tokens, sessions and partner keys; quotas in Redis. `keysUrl`: the public
 * keys of session tokens.
 */
export function openAxiomAccess(
  redis: RedisClient,
  config: GatewayConfig,
  gateway: Pick<Gateway, 'queryIdentity'>,
  options: { keysUrl: string; cookies: Cookies; networkOf(request: IncomingMessage): string; log: Log },
): Access {
  const { keysUrl, log } = options;
  const partnerKeys = openPartnerKeys(gateway.queryIdentity, config.partnerKeyModes);
  const quota = openQuota(redis, { ...config.quota, ceilings: config.ceilings, log });
  return {
    authenticate: createAuthenticator({
      ...options,
      tokens: openTokens({ keysUrl, ...config.tokens, log }),
      sessions: openSessions(redis, openCuratorAccess(gateway.queryIdentity)),
      partnerKeys,
      credentialLimit: openCredentialLimit(
        createRateLimiter(redis, { whenUnavailable: 'local' }),
        config.quota.credentials,
      ),
      ownOrigins: config.ownOrigins,
    }),
    // The gateway's own pages need no CORS headers, so they do not wait for the origins of partners.
    allowsPartner: async (origin) => !config.ownOrigins.includes(origin) && partnerKeys.allowsOrigin(origin),
    openAccount: (key) => (key ? openCostAccount(quota, key, config.ceilings[key.kind]) : openUnlimitedCostAccount()),
    close: quota.close,
  };
}

/** Every viewer is anonymous, and nothing has a cost: for `GATEWAY_MODE=open`. */
export const openAccess: Access = {
  authenticate: async () => ({ viewer: anonymous, invalidCookies: [] }),
  allowsPartner: async () => false,
  openAccount: openFreeAccount,
  close: async () => {},
};
