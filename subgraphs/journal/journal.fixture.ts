import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, type SanityClient } from '@sanity/client';
import { pino } from 'pino';
import type { Language } from '#kit/graph/languages/language.ts';
import { signedTestFetch, testKey } from '#kit/graph/request-token.fixture.ts';
import { serve } from '#kit/graph/server/serve.ts';
import { anonymous, type Viewer } from '#kit/graph/viewer.ts';
import { type Child, startChild } from '#kit/process/child.ts';
import { freePorts } from '#kit/process/port.ts';
import { journal } from './index.ts';

/** A response of the journal. Its data is not typed, because it depends on the query. */
export interface GraphResponse {
  // biome-ignore lint/suspicious/noExplicitAny: the shape follows from the query in the test
  data: any;
  errors?: { path: string[]; extensions: { code: string } }[];
  extensions?: { invalidates?: string[]; fallbacks?: string[]; isPartial?: boolean };
}

/** The journal over its own content lake, which contains five articles, the draft of a sixth, and two artisans. */
export interface TestJournal {
  /** Sends a request like the gateway, by default for an anonymous viewer. */
  request(query: string, variables?: object, viewer?: Viewer, language?: Language): Promise<GraphResponse>;
  /** The log entries since the last call of `reset`. */
  logged(): Record<string, unknown>[];
  /** The HTTP status of the readiness check. */
  readiness(): Promise<number>;
  /** A client that reads and writes every version of a document. */
  editor: SanityClient;
  /** The number of queries to the content lake since the last call of `reset`, and their tokens. */
  queries(): number;
  tokens(): string[];
  reset(): void;
  /** Runs `work` just before the next action (publish or unpublish) reaches the content lake. */
  beforeNextAction(work: () => Promise<unknown>): void;
  /** From now on the content lake does not answer queries with this text; undefined for none. */
  failQueries(text: string | undefined): void;
  /** Stops and starts the process of the content lake. */
  stopContentLake(): Promise<void>;
  startContentLake(): Promise<void>;
  /** Another process of the journal, as after a restart, over the same content lake. */
  restarted(): Promise<Pick<TestJournal, 'request' | 'close'>>;
  close(): Promise<void>;
}

/** Starts a content lake with documents, and the journal over it, through a proxy that counts requests. */
export async function openTestJournal(): Promise<TestJournal> {
  const project = { SANITY_PROJECT_ID: 'axiom', SANITY_DATASET: 'production' };
  const tokens = { SANITY_WRITE_TOKEN: 'curator', SANITY_READ_TOKEN: 'viewer' };
  const dataDir = await mkdtemp(join(tmpdir(), 'axiom-journal-'));
  const [port] = await freePorts(1);
  const lakeUrl = `http://127.0.0.1:${port}`;
  const launch = () =>
    startChild({
      name: 'content lake',
      command: process.execPath,
      args: [fileURLToPath(new URL('../../simulators/sanity/server.ts', import.meta.url))],
      env: { ...project, ...tokens, SANITY_TOKEN: 'editor', SANITY_PORT: String(port), SANITY_DATA_DIR: dataDir },
      log: () => {},
      ready: async () => (await fetch(`${lakeUrl}/v1/ping`)).ok,
    });
  let lake: Child = await launch();
  const proxy = await startProxy(lakeUrl);
  const editor = createClient({
    projectId: 'axiom',
    dataset: 'production',
    apiVersion: '2025-02-19',
    apiHost: lakeUrl,
    useProjectHostname: false,
    useCdn: false,
    perspective: 'raw',
    token: 'editor',
  });
  await writeArticles(editor);
  let lines: Record<string, unknown>[] = [];
  const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const open = async () => {
    const [journalPort] = await freePorts(1);
    return serve(
      { ...journal, open: (env) => journal.open(env, log) },
      {
        ...project,
        ...tokens,
        SANITY_API_HOST: proxy.url,
        PREVIEW_SIGNING_KEYS: 'c3'.repeat(32),
        PREVIEW_URL: 'https://axiom.example/preview?lang=en',
        JOURNAL_PORT: String(journalPort),
        JOURNAL_REQUEST_TOKEN_KEY: testKey,
        LOG_LEVEL: 'silent',
      },
    );
  };
  const subgraph = await open();
  return {
    request: requestAt(subgraph.url),
    restarted: async () => {
      const other = await open();
      return { request: requestAt(other.url), close: other.close };
    },
    readiness: async () => (await fetch(new URL('/health/ready', subgraph.url))).status,
    editor,
    queries: proxy.queries,
    tokens: proxy.tokens,
    reset() {
      proxy.reset();
      lines = [];
    },
    logged: () => lines,
    ...{ beforeNextAction: proxy.beforeNextAction, failQueries: proxy.failQueries },
    stopContentLake: () => lake.stop(),
    startContentLake: async () => {
      lake = await launch();
    },
    async close() {
      await subgraph.close();
      await proxy.close();
      await lake.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

function requestAt(url: string): TestJournal['request'] {
  return async (query, variables = {}, viewer = anonymous, language = 'EN') => {
    const response = await signedTestFetch('journal', { viewer, market: { language } })(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as GraphResponse;
  };
}

/** Forwards requests to the content lake. If the content lake does not respond, the connection is closed. */
async function startProxy(lakeUrl: string) {
  let queries = 0;
  let tokens = new Set<string>();
  let pendingWork: (() => Promise<unknown>) | undefined;
  let failing: string | undefined;
  const server = createServer(async (request, response) => {
    const { authorization = '' } = request.headers;
    tokens.add(authorization.replace('Bearer ', ''));
    if (request.url?.includes('/data/query/')) queries += 1;
    const chunks = await request.toArray();
    const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
    const asked = `${new URL(request.url as string, lakeUrl).searchParams.get('query')} ${body}`;
    if (failing !== undefined && asked.includes(failing)) return response.destroy();
    if (request.url?.includes('/data/actions/')) {
      const work = pendingWork;
      pendingWork = undefined;
      await work?.();
    }
    const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
    const result = await fetch(lakeUrl + request.url, { method: request.method, headers, body }).catch(() => undefined);
    if (!result) return response.destroy();
    response.writeHead(result.status, headers).end(await result.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    queries: () => queries,
    tokens: () => [...tokens],
    reset: () => {
      queries = 0;
      tokens = new Set();
    },
    beforeNextAction: (work: () => Promise<unknown>) => {
      pendingWork = work;
    },
    failQueries: (text: string | undefined) => {
      failing = text;
    },
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

async function writeArticles(editor: SanityClient): Promise<void> {
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
  const { _id } = await editor.assets.upload('image', Buffer.from(pixel, 'base64'), { filename: 'p.png' });
  const image = (alt: string) => ({ _type: 'image', alt, asset: { _type: 'reference', _ref: _id } });
  const block = (_key: string, text: string, rest = {}) => ({
    _type: 'block',
    _key,
    style: 'normal',
    markDefs: [],
    children: [{ _type: 'span', _key: 's', text, marks: [] }],
    ...rest,
  });
  const narrative = [
    block('a', 'Wax', { style: 'h2' }),
    block('b', '', {
      listItem: 'bullet',
      level: 1,
      children: [
        { _type: 'span', _key: '1', text: 'Hot', marks: ['strong'] },
        { _type: 'span', _key: '2', text: ' and slow.', marks: [] },
      ],
    }),
    { _type: 'quote', _key: 'c', text: 'Wait.' },
    { ...image('Inside'), _key: 'd', caption: 'Below' },
    { _type: 'productReference', _key: 'e', productId: 'prod_1' },
  ];
  const link = (productId: string) => ({ _key: productId, _type: 'productReference', productId });
  const article = (n: number) => ({
    _id: `art_${n}`,
    _type: 'article',
    title: `Story ${n}`,
    slug: { _type: 'slug', current: `story-${n}` },
    mood: ['OBSIDIAN', 'PAPER', 'CHROME', 'PAPER', 'OBSIDIAN', 'CHROME', 'PAPER'][n],
    publishedAt: `2026-01-0${n}T00:00:00Z`,
    author: { name: 'Ida' },
    heroImage: image('A plate'),
    narrative,
    linkedProducts: [
      link('prod_1'),
      ...(n === 3 ? [link('prod_3')] : n % 2 ? [] : [link(n === 6 ? 'prod_6' : 'prod_0')]),
    ],
    artisans: n % 2 ? [{ _key: 'a', _type: 'reference', _ref: 'arti_a' }] : [],
  });
  const artisan = (id: string, name: string) => ({
    _id: id,
    _type: 'artisan',
    name,
    slug: { _type: 'slug', current: name.toLowerCase() },
    craft: 'Wax',
    atelier: { name: 'Cire', city: 'Lyon', countryCode: 'FR' },
    biography: [block('a', 'Born.')],
  });
  const transaction = editor.transaction().create(artisan('arti_a', 'Ada')).create(artisan('arti_b', 'Bo'));
  for (const n of [1, 2, 3, 4, 5]) transaction.create(article(n));
  transaction.create({ ...article(6), _id: 'drafts.art_6', slug: { _type: 'slug', current: 'draft' } });
  await transaction.commit();
}
