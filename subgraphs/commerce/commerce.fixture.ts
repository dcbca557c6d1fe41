import { createServer, request as send } from 'node:http';
import { fileURLToPath } from 'node:url';
import { startChild } from '#kit/child.ts';
import { freePorts } from '#kit/port.ts';
import { errandOf, sealedFetch, testKey } from '#kit/seal.fixture.ts';
import { serve } from '#kit/subgraph.ts';
import { commerce } from './index.ts';
import { connectMedusa, type Medusa } from './medusa.ts';

/** An answer of the graph, loosely typed: tests state what they expect of it. */
export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: the shape follows from the query in the test
  data: any;
  errors?: { path?: (string | number)[]; extensions: Record<string, unknown> }[];
  extensions?: Record<string, unknown>;
}

/** A shop of its own for tests: the subgraph over a Medusa that holds the catalogue beside, and a counter between them. */
export interface Shop {
  /** Asks the subgraph over HTTP. */
  ask(query: string, variables?: object, headers?: Record<string, string>): Promise<Answer>;
  /** Asks it for entities as the gateway does. */
  refer(representations: object[], selection: string): Promise<Answer>;
  /** Medusa as the subgraph reads it. */
  medusa: Medusa;
  /** Paths and queries that it asked of Medusa since the last call of `forget`. */
  calls(): string[];
  forget(): void;
  /** Asks Medusa past the counter, as a client of the store or, with `admin/…`, as its curator; rejects unless it agrees. */
  tell(path: string, body?: object): Promise<unknown>;
  /** Cuts the road to Medusa and opens it again. */
  cut(): Promise<void>;
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** Starts PostgreSQL, Medusa and the subgraph, each in a folder and on ports of its own. */
export async function openShop(): Promise<Shop> {
  const [counterPort, port] = (await freePorts(2)) as [number, number];
  const medusa = await startMedusa();
  const counter = countCalls(medusa.url, counterPort);
  await counter.mend();
  const subgraph = await serve(commerce, {
    MEDUSA_URL: `http://127.0.0.1:${counterPort}`,
    MEDUSA_PUBLISHABLE_KEY: medusa.publishableKey,
    MEDIA_URL: 'https://media.axiom.example/pictures',
    COMMERCE_PORT: String(port),
    COMMERCE_SEAL_KEY: testKey,
    LOG_LEVEL: 'silent',
  });
  const ask: Shop['ask'] = (query, variables, headers) => request(subgraph.url, { query, variables }, headers);

  return {
    ...counter,
    medusa: connectMedusa(medusa.url, medusa.publishableKey)(new AbortController().signal),
    ask,
    refer: (of, selection) =>
      ask(`query ($of: [_Any!]!) { _entities(representations: $of) { __typename ${selection} } }`, { of }),
    tell: medusa.tell,
    async close() {
      await subgraph.close();
      await counter.cut();
      await medusa.stop();
    },
  };
}

/** Starts PostgreSQL and Medusa as a process of their own, fills them and signs in as the curator. */
async function startMedusa() {
  const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  let printed = '';
  const child = await startChild({
    name: 'Medusa',
    command: process.execPath,
    args: [path('../../tests/support/medusa.ts'), path('./catalogue.fixture.ts')],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NO_PROXY: process.env.NO_PROXY },
    log: (line) => {
      if (line.startsWith('{')) printed = line;
    },
    ready: async () => printed !== '',
    readyTimeout: 120_000,
    stopTimeout: 30_000,
  });
  const {
    MEDUSA_URL: url,
    MEDUSA_PUBLISHABLE_KEY: publishableKey,
    MEDUSA_CURATOR_PASSWORD: password,
  } = JSON.parse(printed);
  const { token } = await request(`${url}/auth/user/emailpass`, { email: 'curator@axiom.example', password });
  return {
    url: url as string,
    publishableKey: publishableKey as string,
    tell: (path: string, body?: object) =>
      request(`${url}/${path}`, body, {
        'x-publishable-api-key': publishableKey,
        ...(path.startsWith('admin/') && { authorization: `Bearer ${token}` }),
      }),
    stop: child.stop,
  };
}

async function request(url: string, body?: object, headers: Record<string, string> = {}) {
  const response = await sealedFetch('commerce', errandOf(headers))(url, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json' },
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
