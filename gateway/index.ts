import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { RequestRefusal, sendRefusal } from '#kit/graph/server/graphql-http.ts';
import type { Environment } from '#kit/process/config.ts';
import { sendJson } from '#kit/process/http/json.ts';
import { networkOf } from '#kit/process/http/network.ts';
import { originMatcher } from '#kit/process/http/origins.ts';
import { createRouter } from '#kit/process/http/router.ts';
import { listen } from '#kit/process/http/server.ts';
import { createLog } from '#kit/process/log.ts';
import { runProcess } from '#kit/process/run-process.ts';
import { firstAttempt, openRedis } from '#kit/stores/redis.ts';
import { openAccess, openAxiomAccess } from './access.ts';
import { cookiesFor } from './auth/cookies.ts';
import { serveKeySet } from './auth/key-set.ts';
import type { CacheTotals } from './cache/cache-use.ts';
import { type GatewayConfig, readGatewayConfig } from './config.ts';
import { clientOf, contextFactory, requestIdOf } from './context.ts';
import { openEdgeContexts } from './edge-context.ts';
import { openGateway } from './gateway.ts';
import { cors } from './http/cors.ts';
import { reportDroppedConnections } from './http/dropped-connections.ts';
import { type GraphqlHandler, graphql } from './http/graphql.ts';
import { createReadiness } from './http/health.ts';
import { hostCheck } from './http/host.ts';
import { graphqlResponse } from './http/media-types.ts';
import { setHeaders } from './http/response-head.ts';
import { schemaFile } from './http/schema-file.ts';
import { wellKnownFiles } from './http/well-known.ts';
import { createAdmissionControl } from './limits/admission.ts';
import { limitOpenRequests } from './limits/open-requests.ts';
import { createRejectionDelay } from './limits/rejection-delay.ts';
import { addCacheMetrics } from './metrics/cache-metrics.ts';
import { addEdgeMetrics } from './metrics/edge-metrics.ts';
import { openMetrics } from './metrics/metrics.ts';
import { serveMetrics } from './metrics/serve.ts';
import { explorer, wantsPage } from './pages/explorer/serve.ts';
import { mailPages } from './pages/mail.ts';
import { builtPage } from './pages/serve.ts';
import { isForStorefront, storefront } from './pages/storefront.ts';
import { unsubscribeRoute } from './pages/unsubscribe.ts';
import { gatewayRules, localSettings, refuseOpenMode } from './production.ts';

/** A gateway that serves GraphQL at `url`. */
export interface RunningGateway {
  url: string;
  /**
   * Shuts down gracefully: reports itself as draining, stops accepting requests and completes the running ones.
   * Idempotent.
   */
  close(): Promise<void>;
}

/**
 * Serves GraphQL at `/graphql`, the schema at `/schema.graphql`, health at `/health/live` and `/health/ready`, the
 * explorer at `/`, the example storefront below `/shop`, metrics at `/metrics`, the passkey page at `/passkey`, the targets of links in mail at `/account/…`, and the files of
 * passkeys and public keys under `/.well-known/`.
 */
export async function startGateway(env: Environment = process.env): Promise<RunningGateway> {
  const config = readGatewayConfig(env);
  const log = createLog('gateway', config.logLevel);
  if (config.isOpen) {
    refuseOpenMode(env);
    log.warn({ event: 'open_mode' }, 'open mode: no authentication, no request tokens and no limits by cost');
  }
  const redis =
    config.redisUrl === undefined || config.isOpen ? undefined : openRedis(config.redisUrl, 'axiom-gateway', log);
  // Requests before that would count against the limits of this gateway alone.
  if (redis) await firstAttempt(redis);
  const gateway = await openGateway(config, log, redis).catch((error) => {
    redis?.disconnect();
    throw error;
  });
  let isDraining = false;

  const cacheTotals: CacheTotals = new Map();
  const edgeContexts = openEdgeContexts(config.edgeContextKeys, log);
  const metrics =
    config.metricsToken === undefined
      ? undefined
      : openMetrics(gateway.subgraphs, (registry) => {
          addCacheMetrics(registry, { ...gateway, totals: cacheTotals });
          addEdgeMetrics(registry, edgeContexts);
        });
  const readiness = createReadiness(gateway, () => isDraining);
  const cookies = cookiesFor(config.publicUrl);
  const keysUrl = new URL('/.well-known/jwks.json', gateway.urlOf('identity')).href;
  const networkOfRequest = (request: IncomingMessage) => networkOf(clientOf(request, config.trustedProxies).address);
  const access = redis
    ? openAxiomAccess(redis, config, gateway, { keysUrl, cookies, networkOf: networkOfRequest, log })
    : openAccess;
  const { headersFor, answerPreflight } = cors({
    allows: originMatcher(config.corsOrigins),
    allowsPartner: access.allowsPartner,
  });
  const serveExplorer = explorer(config.explorerDir);
  const serveGraphql = graphql({
    run: gateway.run,
    encodeAnswer: gateway.answers.encoded,
    bodyLimit: config.bodyLimit,
    admission: createAdmissionControl(gateway.documents),
    openRequests: limitOpenRequests(config.openRequests),
    rejectionDelay: createRejectionDelay(config.rejections),
    networkOf: networkOfRequest,
    createContext: contextFactory({
      ...config,
      ...access,
      cookies,
      edgeContexts,
      cacheTotals,
    }),
  });
  const graph: GraphqlHandler = async (request, response, { requestId, headers }) => {
    if (request.method === 'OPTIONS') {
      setHeaders(response, headers);
      if (await answerPreflight(request, response)) return;
    }
    const all = [...headers, ...(await headersFor(request))];
    if (!wantsPage(request) || request.url?.includes('?')) {
      return serveGraphql(request, response, { requestId, headers: all });
    }
    setHeaders(response, [...all, 'vary', 'origin']);
    redirect(response, '/');
  };

  const shop = storefront(config.storefront.folder, config.storefront.fileOrigins);
  const schema = schemaFile(gateway.schema, config.introspection);

  const account = builtPage(config.explorerDir, 'account.html');
  const mail = config.mailbox && mailPages(config.explorerDir, config.mailbox);
  // The pages of customers, and what their apps need.
  const customerPages = !config.isOpen && {
    '/passkey': builtPage(config.explorerDir, 'passkey.html'),
    '/account/verify': account,
    '/account/reset': account,
    '/account/notices': account,
    '/account/order': account,
    '/account/unsubscribe': unsubscribeRoute(account, gateway.queryIdentity),
    '/.well-known/jwks.json': serveKeySet(keysUrl, log),
    ...wellKnownFiles(config.passkeyClients),
  };
  const route = createRouter(
    {
      '/schema.graphql': async (request, response) => {
        if (await answerPreflight(request, response)) return;
        setHeaders(response, [...(await headersFor(request)), 'vary', 'origin']);
        return schema(request, response);
      },
      ...customerPages,
      '/metrics': serveMetrics(metrics, config.metricsToken),
      '/health/live': (_, response) => sendJson(response, 200, { status: 'live' }),
      '/health/ready': async (_, response) => {
        const state = await readiness();
        sendJson(response, state.status === 'ready' ? 200 : 503, state);
      },
    },
    serveExplorer,
  );
  const checkHost = hostCheck(config);
  const headers = Object.entries(securityHeaders(config)).flat();
  const dropped = reportDroppedConnections(log);
  const listening = await listen(
    (request, response) => {
      const requestId = requestIdOf(request);
      const head = { requestId, headers: ['x-request-id', requestId, ...headers] };
      const [path = '/'] = (request.url ?? '/').split('?');
      try {
        // Health probes and Prometheus send the container's address as the host, which is not configured.
        if (!path.startsWith('/health/') && path !== '/metrics') checkHost(request);
      } catch (error) {
        setHeaders(response, head.headers);
        if (!(error instanceof RequestRefusal)) throw error;
        return sendRefusal(response, error, graphqlResponse);
      }
      // Some clients and proxies append a slash. A redirect would lose the body of a POST.
      if (path === '/graphql' || path === '/graphql/') {
        metrics?.count(request, response);
        return graph(request, response, head);
      }
      setHeaders(response, head.headers);
      if (isForStorefront(request)) return shop(request, response);
      if (mail && /^\/mail(\/|$)/.test(path)) return mail(request, response);
      return route(request, response);
    },
    config.port,
    config.host,
    {
      limits: config.serverLimits,
      onDrop: dropped.count,
      onError: (err) => log.error({ event: 'request_failed', err }, 'request failed'),
    },
  );
  log.info({ event: 'listening', url: listening.url }, 'listening');
  if (env.NODE_ENV === 'production') {
    for (const setting of localSettings(env, gatewayRules)) {
      log.warn({ event: 'local_setting', ...setting }, 'setting not suitable for production');
    }
  }

  const shutDown = async () => {
    isDraining = true;
    await sleep(config.drain);
    await listening.close();
    dropped.end();
    edgeContexts.end();
    await gateway.close();
    await access.close();
    redis?.disconnect();
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

/** The headers of every response. Pages replace the content security policy with their own. */
const securityHeaders = ({ publicUrl, hsts }: Pick<GatewayConfig, 'publicUrl' | 'hsts'>) => ({
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  // RFC 6797: browsers ignore the header over plain HTTP.
  ...(publicUrl.startsWith('https:') && { 'strict-transport-security': `max-age=${hsts}` }),
});

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end();
}

if (import.meta.main) await runProcess(() => startGateway());
