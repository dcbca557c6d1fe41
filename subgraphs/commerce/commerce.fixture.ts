import { randomUUID } from 'node:crypto';
import { createServer, request as send } from 'node:http';
import { fileURLToPath } from 'node:url';
import { forwardedContextOf, signedTestFetch, testKey } from '#kit/graph/request-token.fixture.ts';
import type { ForwardedContext } from '#kit/graph/request-token.ts';
import { serveReady } from '#kit/graph/server/serve.fixture.ts';
import { startChild } from '#kit/process/child.ts';
import { freePorts } from '#kit/process/port.ts';
import { startTestBucket } from '#tests/support/backends/bucket.ts';
import { type Issuer, openIssuer, openSessions, type Sessions, viewerOf } from './customers/issuer.fixture.ts';
import { commerce } from './index.ts';
import { connectMedusa, type Medusa } from './medusa/client.ts';

/** A GraphQL response, loosely typed: tests state what they expect of it. */
export interface GraphResponse {
  // biome-ignore lint/suspicious/noExplicitAny: the shape follows from the query in the test
  data: any;
  errors?: { path?: (string | number)[]; extensions: Record<string, unknown> }[];
  extensions?: Record<string, unknown>;
}

/** The viewer on whose behalf the gateway sends a request, and their position. */
export type Requester = Pick<ForwardedContext, 'viewer' | 'token' | 'position'>;

/** A test installation: the subgraph, a Medusa with the catalogue fixture, and a counting proxy between them. */
export interface Shop {
  /** Sends an operation to the subgraph over HTTP, as `as` or else as an anonymous viewer. */
  ask(query: string, variables?: object, headers?: Record<string, string>, as?: Requester): Promise<GraphResponse>;
  /** Resolves entities as the gateway does. */
  queryEntities(representations: object[], selection: string, as?: Requester): Promise<GraphResponse>;
  /** Creates a customer and signs them in. */
  signUp(name: string): Promise<Requester>;
  medusaUrl: string;
  publishableKey: string;
  /** Medusa as the subgraph reads it. */
  medusa: Medusa;
  /**
   * Paths and queries of the requests to Medusa since the last call of `resetCalls`, without those that the subgraph repeats once a
   * minute for all requests: any request may be the one that makes them.
   */
  calls(): string[];
  /** All of them. */
  allCalls(): string[];
  resetCalls(): void;
  /** Calls Medusa without the proxy: `store/…` as a client, `admin/…` as the curator, `worker/…` as a worker. Rejects on an error status. */
  callMedusa(path: string, body?: object, headers?: Record<string, string>): Promise<unknown>;
  /** From now on Medusa does not answer requests whose URL contains one of these texts. */
  failCalls(...paths: string[]): void;
  /** Closes the proxy to Medusa, and opens it again. */
  disconnect(): Promise<void>;
  reconnect(): Promise<void>;
  close(): Promise<void>;
}

/** Reads what the subgraph keeps for a minute, so that tests count only their own calls. */
export const whatIsKept =
  '{ localization { currencyCode delivery { isAvailable } } product(handle: "ember-tote") { variants { nodes { inventory { available } } } } }';

/** Starts PostgreSQL, Redis, Medusa and the subgraph, each with its own folder and ports. */
export async function openShop(): Promise<Shop> {
  const [counterPort, port] = (await freePorts(2)) as [number, number];
  const issuer = await openIssuer();
  const medusa = await startMedusa(issuer.env);
  const bucket = await startTestBucket();
  const sessions = openSessions(medusa.redisUrl);
  const counter = countCalls(medusa.url, counterPort);
  await counter.reconnect();
  const subgraph = await serveReady(commerce, {
    MEDUSA_URL: `http://127.0.0.1:${counterPort}`,
    MEDUSA_PUBLISHABLE_KEY: medusa.publishableKey,
    MEDUSA_SERVICE_TOKEN: medusa.serviceToken,
    MEDIA_URL: 'https://media.axiom.example/pictures',
    IMAGES_PUBLIC_URL: 'https://images.axiom.example',
    IMAGES_SIGNING_KEYS: 'b2'.repeat(32),
    COMMERCE_PORT: String(port),
    COMMERCE_REQUEST_TOKEN_KEY: testKey,
    REDIS_URL: medusa.redisUrl,
    ORDER_TOKEN_SECRET: 'a1'.repeat(32),
    ...bucket.env,
    // Longer than any request on a busy machine.
    SUBGRAPH_TIMEOUT_MS: '60000',
    LOG_LEVEL: 'silent',
  });
  const ask: Shop['ask'] = (query, variables, headers, as) => request(subgraph.url, { query, variables }, headers, as);

  return {
    ...counter,
    medusaUrl: medusa.url,
    publishableKey: medusa.publishableKey,
    medusa: connectMedusa(medusa.url, medusa.publishableKey, medusa.serviceToken)(new AbortController().signal),
    ask,
    queryEntities: (of, selection, as) =>
      ask(`query ($of: [_Any!]!) { _entities(representations: $of) { __typename ${selection} } }`, { of }, {}, as),
    signUp: (name) => signUp(name, medusa.callMedusa, issuer, sessions),
    callMedusa: medusa.callMedusa,
    async close() {
      await subgraph.close();
      await counter.disconnect();
      sessions.close();
      await Promise.all([medusa.stop(), issuer.close(), bucket.remove()]);
    },
  };
}

/** Starts PostgreSQL, Redis and Medusa in another process, seeds them and signs in as the curator. */
async function startMedusa(issuer: Issuer['env']) {
  const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  let printed = '';
  const child = await startChild({
    name: 'Medusa',
    command: process.execPath,
    args: [path('../../tests/support/backends/medusa.ts'), path('./catalogue.fixture.ts')],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_PROXY: process.env.NO_PROXY, ...issuer },
    log: (line) => {
      if (line.startsWith('{')) printed = line;
    },
    ready: async () => printed !== '',
    readyTimeout: 600_000,
    stopTimeout: 30_000,
  });
  const {
    MEDUSA_URL: url,
    MEDUSA_PUBLISHABLE_KEY: publishableKey,
    MEDUSA_SERVICE_TOKEN: serviceToken,
    MEDUSA_WORKER_TOKEN: workerToken,
    MEDUSA_CURATOR_PASSWORD: password,
    REDIS_URL: redisUrl,
  } = JSON.parse(printed);
  const curator = { email: 'curator@axiom.example', password };
  const { token } = await request(`${url}/auth/user/emailpass`, curator, { 'x-axiom-service': serviceToken });
  return {
    url: url as string,
    publishableKey: publishableKey as string,
    serviceToken: serviceToken as string,
    redisUrl: redisUrl as string,
    callMedusa: (path: string, body?: object, headers?: Record<string, string>) =>
      request(`${url}/${path}`, body, {
        'x-publishable-api-key': publishableKey,
        'x-axiom-service': serviceToken,
        ...(path.startsWith('admin/') && { authorization: `Bearer ${token}` }),
        ...(path.startsWith('worker/') && { authorization: `Bearer ${workerToken}` }),
        ...headers,
      }),
    stop: child.stop,
  };
}

async function signUp(
  name: string,
  callMedusa: Shop['callMedusa'],
  issuer: Issuer,
  sessions: Sessions,
): Promise<Requester> {
  const account = randomUUID();
  const registration = { token: await issuer.signRegistration(account) };
  const { token } = (await callMedusa('auth/customer/axiom/register', registration)) as { token: string };
  const body = { email: `${account}@passkey.invalid`, first_name: name };
  const made = await callMedusa('store/customers', body, { authorization: `Bearer ${token}` });
  const session = await sessions.open(account, (made as { customer: { id: string } }).customer.id);
  return { viewer: viewerOf(session), token: await issuer.signSession(session) };
}

async function request(url: string, body?: object, headers: Record<string, string> = {}, as?: Requester) {
  const response = await signedTestFetch('commerce', { ...forwardedContextOf(headers), ...as })(url, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return JSON.parse(await response.text());
}

/** The routes that the subgraph reads once a minute. */
const repeated = ['markets', 'stock-locations', 'deliveries', 'payment-options'];

/** A proxy that forwards requests to `target` and records them. */
function countCalls(target: string, port: number) {
  let calls: string[] = [];
  let failing: readonly string[] = [];
  const server = createServer({ noDelay: true }, (request, response) => {
    calls.push(decodeURIComponent(request.url ?? ''));
    if (failing.some((path) => request.url?.includes(path))) return response.destroy();
    const onward = send(target + request.url, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  return {
    calls: () => calls.filter((call) => !repeated.some((path) => call.split('?')[0] === `/store/${path}`)),
    allCalls: () => calls,
    resetCalls: () => {
      calls = [];
    },
    failCalls: (...paths: string[]) => {
      failing = paths;
    },
    disconnect: () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()),
    reconnect: () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve())),
  };
}
