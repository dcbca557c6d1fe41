import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { RequestRefusal, sendRefusal } from '#kit/graph/server/graphql-http.ts';
import type { Environment } from '#kit/process/config.ts';
import { sendJson } from '#kit/process/http/json.ts';
import { networkOf } from '#kit/process/http/network.ts';
import { originMatcher } from '#kit/process/http/origins.ts';
import { createRouter } from '#kit/process/http/router.ts';
import { type Handler, listen } from '#kit/process/http/server.ts';
import { createLog } from '#kit/process/log.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { createRateLimiter } from '#kit/stores/rate-limiter.ts';
import { openRedis } from '#kit/stores/redis.ts';
import { createAuthenticator, isUnauthenticated } from './auth/authenticator.ts';
import { cookiesFor } from './auth/cookies.ts';
import { openCuratorAccess } from './auth/curator-access.ts';
import { keySet } from './auth/key-set.ts';
import { openPartnerKeys } from './auth/partner-keys.ts';
import { openSessions } from './auth/sessions.ts';
import { openTokens } from './auth/tokens.ts';
import { type GatewayConfig, readGatewayConfig } from './config.ts';
import { clientOf, createContext, requestIdOf } from './context.ts';
import { openGateway } from './gateway.ts';
import { cors } from './http/cors.ts';
import { cutReport } from './http/cuts.ts';
import { graphql } from './http/graphql.ts';
import { createReadiness } from './http/health.ts';
import { hostCheck } from './http/host.ts';
import { graphqlResponse } from './http/media-types.ts';
import { schemaFile } from './http/schema-file.ts';
import { wellKnownFiles } from './http/well-known.ts';
import { openCredentialLimit } from './limits/credentials.ts';
import { openEntrance } from './limits/entrance.ts';
import { countOpenRequests } from './limits/open-requests.ts';
import { openQuota } from './limits/quota.ts';
import { openRefusalPace } from './limits/refusal-pace.ts';
import { openFreeSpending, openSpending } from './limits/spending.ts';
import { explorer, wantsPage } from './pages/explorer/serve.ts';
import { mailPages } from './pages/mail.ts';
import { builtPage } from './pages/serve.ts';
import { gatewayRules, localSettings } from './production.ts';

/** A gateway that answers at `url`. */
export interface RunningGateway {
  url: string;
  /** Reports itself unready, stops taking requests, lets the running ones end, and resolves when all is closed. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * Serves the graph at `/graphql`, its schema at `/schema.graphql`, its health at `/health/live` and `/health/ready`, the
 * explorer at `/`, a page to try passkeys at `/passkey`, those that links in mail lead to at `/account/…`, and the files of passkeys and keys under `/.well-known/`.
 */
export async function startGateway(env: Environment = process.env): Promise<RunningGateway> {
  const config = readGatewayConfig(env);
  const log = createLog('gateway', config.logLevel);
  const gateway = await openGateway(config, log);
  let isDraining = false;

  const readiness = createReadiness(gateway, () => isDraining);
  const redis = openRedis(config.redisUrl, 'axiom-gateway', log);
  const cookies = cookiesFor(config.publicUrl);
  const partnerKeys = openPartnerKeys(gateway.askIdentity, config.partnerKeyModes);
  const keysUrl = new URL('/.well-known/jwks.json', gateway.addressOf('identity')).href;
  const networkOfRequest = (request: IncomingMessage) => networkOf(clientOf(request, config.trustedProxies).address);
  const enter = createAuthenticator({
    tokens: openTokens({ keysUrl, ...config.tokens, log }),
    sessions: openSessions(redis, openCuratorAccess(gateway.askIdentity)),
    partnerKeys,
    cookies,
    credentialLimit: openCredentialLimit(createRateLimiter(redis, { whenAway: 'local' }), config.quota.credentials),
    networkOf: networkOfRequest,
    ownOrigins: config.ownOrigins,
    log,
  });
  const quota = openQuota(redis, { ...config.quota, ceilings: config.ceilings, log });
  const admit = cors({
    admits: originMatcher(config.corsOrigins),
    // The gateway's own pages need no leave, and so need not wait for it.
    admitsPartner: async (origin) => !config.ownOrigins.includes(origin) && partnerKeys.admitsOrigin(origin),
  });
  const explore = explorer(config.explorerDir);
  const answer = graphql({
    server: gateway.server,
    bodyLimit: config.bodyLimit,
    entrance: openEntrance(gateway.documents),
    open: countOpenRequests(config.openRequests),
    refusals: openRefusalPace(config.refusals),
    networkOf: networkOfRequest,
    context: async (request, response) => {
      try {
        return createContext(request, response, await enter(request), {
          ...config,
          write: cookies.write,
          read: cookies.read,
          spend: (payer) => (payer ? openSpending(quota, payer, config.ceilings[payer.kind]) : openFreeSpending()),
        });
      } catch (error) {
        if (isUnauthenticated(error)) response.setHeader('www-authenticate', 'Bearer error="invalid_token"');
        throw error;
      }
    },
  });
  const graph: Handler = async (request, response) => {
    if (await admit(request, response)) return;
    if (wantsPage(request) && !request.url?.includes('?')) return redirect(response, '/');
    // Answers depend on the market and the viewer; what may be kept says so itself.
    response.setHeader('cache-control', 'no-store');
    return answer(request, response);
  };

  const schema = schemaFile(gateway.schema, config.introspection);

  const account = builtPage(config.explorerDir, 'account.html');
  const mail = config.mailbox && mailPages(config.explorerDir, config.mailbox);
  const route = createRouter(
    {
      '/graphql': graph,
      // Some clients and proxies add a slash; a redirect would lose the body of a POST.
      '/graphql/': graph,
      '/schema.graphql': async (request, response) => {
        if (!(await admit(request, response))) return schema(request, response);
      },
      '/passkey': builtPage(config.explorerDir, 'passkey.html'),
      '/account/verify': account,
      '/account/reset': account,
      '/.well-known/jwks.json': keySet(keysUrl, log),
      ...wellKnownFiles(config.passkeyClients),
      '/health/live': (_, response) => sendJson(response, 200, { status: 'live' }),
      '/health/ready': async (_, response) => {
        const state = await readiness();
        sendJson(response, state.status === 'ready' ? 200 : 503, state);
      },
    },
    explore,
  );
  const checkHost = hostCheck(config);
  const headers = Object.entries(securityHeaders(config));
  const cuts = cutReport(log);
  const listening = await listen(
    (request, response) => {
      response.setHeader('x-request-id', requestIdOf(request));
      for (const [name, value] of headers) response.setHeader(name, value);
      const [path = '/'] = (request.url ?? '/').split('?');
      try {
        // Probes name the address of a container, which no configuration knows.
        if (!path.startsWith('/health/')) checkHost(request);
      } catch (error) {
        if (!(error instanceof RequestRefusal)) throw error;
        return sendRefusal(response, error, graphqlResponse);
      }
      if (mail && /^\/mail(\/|$)/.test(path)) return mail(request, response);
      return route(request, response);
    },
    config.port,
    config.host,
    {
      limits: config.serverLimits,
      cut: cuts.count,
      onError: (err) => log.error({ event: 'request_failed', err }, 'request failed'),
    },
  );
  log.info({ url: listening.url }, 'listening');
  if (env.NODE_ENV === 'production') {
    for (const setting of localSettings(env, gatewayRules)) {
      log.warn(setting, 'a setting is for one person’s machine, not for production');
    }
  }

  const shutDown = async () => {
    isDraining = true;
    await sleep(config.drain);
    await listening.close();
    cuts.end();
    await gateway.close();
    await quota.close();
    redis.disconnect();
  };
  let closed: Promise<void> | undefined;
  return {
    url: `${listening.url}/graphql`,
    close: () => {
      closed ??= shutDown();
      return closed;
    },
  };
}

/** For every answer; those that are pages loosen the content security policy to what they need. */
const securityHeaders = ({ publicUrl, hsts }: Pick<GatewayConfig, 'publicUrl' | 'hsts'>) => ({
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // RFC 6797: over plain HTTP the header means nothing.
  ...(publicUrl.startsWith('https:') && { 'strict-transport-security': `max-age=${hsts}` }),
});

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end();
}

if (import.meta.main) await runProcess(() => startGateway());
