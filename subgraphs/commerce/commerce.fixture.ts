import { randomUUID } from 'node:crypto';
import { createServer, request as send } from 'node:http';
import { fileURLToPath } from 'node:url';
import { forwardedContextOf, signedTestFetch, testKey } from '#kit/graph/request-token.fixture.ts';
import type { ForwardedContext } from '#kit/graph/request-token.ts';
import { serveReady } from '#kit/graph/server/serve.fixture.ts';
import { startChild } from '#kit/process/child.ts';
import { freePorts } from '#kit/process/port.ts';
import { type Issuer, openIssuer, openSessions, type Sessions, viewerOf } from './customers/issuer.fixture.ts';
import { commerce } from './index.ts';
import { connectMedusa, type Medusa } from './medusa/client.ts';

/** An answer of the graph, loosely typed: tests state what they expect of it. */
export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: the shape follows from the query in the test
  data: any;
  errors?: { path?: (string | number)[]; extensions: Record<string, unknown> }[];
  extensions?: Record<string, unknown>;
}

/** For whom the gateway asks. */
export type As = Pick<ForwardedContext, 'viewer' | 'token'>;

/** A shop of its own for tests: the subgraph over a Medusa that holds the catalogue beside, and a counter between them. */
export interface Shop {
  /** Asks the subgraph over HTTP, for nobody unless `as` says for whom. */
  ask(query: string, variables?: object, headers?: Record<string, string>, as?: As): Promise<Answer>;
  /** Asks it for entities as the gateway does. */
  refer(representations: object[], selection: string, as?: As): Promise<Answer>;
  /** Makes someone a customer and signs them in. */
  signUp(name: string): Promise<As>;
  medusaUrl: string;
  publishableKey: string;
  /** Medusa as the subgraph reads it. */
  medusa: Medusa;
  /** Paths and queries that it asked of Medusa since the last call of `forget`. */
  calls(): string[];
  forget(): void;
  /** Asks Medusa past the counter, as a client of the store or, with `admin/…`, as its curator; rejects unless it agrees. */
  tell(path: string, body?: object, headers?: Record<string, string>): Promise<unknown>;
  /** Cuts the road to Medusa and opens it again. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Starts PostgreSQL, Redis, Medusa and the subgraph, each in a folder and on ports of its own. */
export async function openShop(): Promise<Shop> {
  const [counterPort, port] = (await freePorts(2)) as [number, number];
  const issuer = await openIssuer();
  const medusa = await startMedusa(issuer.env);
  const sessions = openSessions(medusa.redisUrl);
  const counter = countCalls(medusa.url, counterPort);
  await counter.mend();
  const subgraph = await serveReady(commerce, {
    MEDUSA_URL: `http://127.0.0.1:${counterPort}`,
    MEDUSA_PUBLISHABLE_KEY: medusa.publishableKey,
    MEDUSA_SERVICE_TOKEN: medusa.serviceToken,
    MEDIA_URL: 'https://media.axiom.example/pictures',
    COMMERCE_PORT: String(port),
    COMMERCE_REQUEST_TOKEN_KEY: testKey,
    REDIS_URL: medusa.redisUrl,
    ORDER_TOKEN_SECRET: 'a1'.repeat(32),
    // Longer than a busy machine takes for anything.
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
    refer: (of, selection, as) =>
      ask(`query ($of: [_Any!]!) { _entities(representations: $of) { __typename ${selection} } }`, { of }, {}, as),
    signUp: (name) => signUp(name, medusa.tell, issuer, sessions),
    tell: medusa.tell,
    async close() {
      await subgraph.close();
      await counter.cut();
      sessions.close();
      await Promise.all([medusa.stop(), issuer.close()]);
    },
  };
}

/** Starts PostgreSQL, Redis and Medusa as a process of their own, fills them and signs in as the curator. */
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
    readyTimeout: 300_000,
    stopTimeout: 30_000,
  });
  const {
    MEDUSA_URL: url,
    MEDUSA_PUBLISHABLE_KEY: publishableKey,
    MEDUSA_SERVICE_TOKEN: serviceToken,
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
    tell: (path: string, body?: object, headers?: Record<string, string>) =>
      request(`${url}/${path}`, body, {
        'x-publishable-api-key': publishableKey,
        'x-axiom-service': serviceToken,
        ...(path.startsWith('admin/') && { authorization: `Bearer ${token}` }),
        ...headers,
      }),
    stop: child.stop,
  };
}

async function signUp(name: string, tell: Shop['tell'], issuer: Issuer, sessions: Sessions): Promise<As> {
  const account = randomUUID();
  const registration = { token: await issuer.signRegistration(account) };
  const { token } = (await tell('auth/customer/axiom/register', registration)) as { token: string };
  const body = { email: `${account}@passkey.invalid`, first_name: name };
  const made = await tell('store/customers', body, { authorization: `Bearer ${token}` });
  const session = await sessions.open(account, (made as { customer: { id: string } }).customer.id);
  return { viewer: viewerOf(session), token: await issuer.signSession(session) };
}

async function request(url: string, body?: object, headers: Record<string, string> = {}, as?: As) {
  const response = await signedTestFetch('commerce', { ...forwardedContextOf(headers), ...as })(url, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return JSON.parse(await response.text());
}

/** Passes requests on to `target` and notes them. */
function countCalls(target: string, port: number) {
  let calls: string[] = [];
  const server = createServer({ noDelay: true }, (request, response) => {
    calls.push(decodeURIComponent(request.url ?? ''));
    const onward = send(target + request.url, { method: request.method, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
  return {
    calls: () => calls,
    forget: () => {
      calls = [];
    },
    cut: () => new Promise<void>((resolve) => server.close(() => resolve()).closeAllConnections()),
    mend: () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve())),
  };
}
