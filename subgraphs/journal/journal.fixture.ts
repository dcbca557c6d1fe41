import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createClient, type SanityClient } from '@sanity/client';
import { pino } from 'pino';
import { signedTestFetch, testKey } from '#kit/graph/request-token.fixture.ts';
import { serve } from '#kit/graph/server/serve.ts';
import { anonymous, type Viewer } from '#kit/graph/viewer.ts';
import { type Child, startChild } from '#kit/process/child.ts';
import { freePorts } from '#kit/process/port.ts';
import { journal } from './index.ts';

/** An answer of the journal, loosely typed: tests state what they expect of it. */
export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: the shape follows from the query in the test
  data: any;
  errors?: { path: string[]; extensions: { code: string } }[];
}

/** The journal over a content lake of its own, with five articles, the draft of a sixth and two artisans in it. */
export interface Content {
  /** Asks the journal as the gateway does, for nobody unless told for whom. */
  ask(query: string, variables?: object, viewer?: Viewer): Promise<Answer>;
  /** What the journal has logged since the last call of `forget`. */
  logged(): Record<string, unknown>[];
  /** Whether the journal says that it is ready, as an HTTP status. */
  readiness(): Promise<number>;
  /** Sees and writes every version of a document. */
  editor: SanityClient;
  /** How many queries have reached the lake since the last call of `forget`, and with which tokens. */
  queries(): number;
  tokens(): string[];
  forget(): void;
  /** Has something happen in the lake just before the next publishing or withdrawing reaches it. */
  meanwhile(work: () => Promise<unknown>): void;
  /** Ends and starts the lake itself. */
  stopLake(): Promise<void>;
  startLake(): Promise<void>;
  close(): Promise<void>;
}

/** Starts a lake, fills it, and serves the journal over it; what the journal asks passes a counter on the way. */
export async function openContent(): Promise<Content> {
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
  const between = await watch(lakeUrl);
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
  const [journalPort] = await freePorts(1);
  let lines: Record<string, unknown>[] = [];
  const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const subgraph = await serve(
    { ...journal, open: (env) => journal.open(env, log) },
    {
      ...project,
      ...tokens,
      SANITY_API_HOST: between.url,
      JOURNAL_PORT: String(journalPort),
      JOURNAL_REQUEST_TOKEN_KEY: testKey,
      LOG_LEVEL: 'silent',
    },
  );
  return {
    async ask(query, variables = {}, viewer = anonymous) {
      const response = await signedTestFetch('journal', { viewer })(subgraph.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query, variables }),
      });
      return (await response.json()) as Answer;
    },
    readiness: async () => (await fetch(new URL('/health/ready', subgraph.url))).status,
    editor,
    queries: between.queries,
    tokens: between.tokens,
    forget() {
      between.forget();
      lines = [];
    },
    logged: () => lines,
    meanwhile: between.meanwhile,
    stopLake: () => lake.stop(),
    startLake: async () => {
      lake = await launch();
    },
    async close() {
      await subgraph.close();
      await between.close();
      await lake.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** Passes requests on to the lake; one that the lake does not answer loses its connection. */
async function watch(lakeUrl: string) {
  let queries = 0;
  let tokens = new Set<string>();
  let meanwhile: (() => Promise<unknown>) | undefined;
  const server = createServer(async (request, response) => {
    const { authorization = '' } = request.headers;
    tokens.add(authorization.replace('Bearer ', ''));
    if (request.url?.includes('/data/query/')) queries += 1;
    const chunks = await request.toArray();
    const body = chunks.length > 0 ? Buffer.concat(chunks) : undefined;
    if (request.url?.includes('/data/actions/')) {
      const work = meanwhile;
      meanwhile = undefined;
      await work?.();
    }
    const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) };
    const answer = await fetch(lakeUrl + request.url, { method: request.method, headers, body }).catch(() => undefined);
    if (!answer) return response.destroy();
    response.writeHead(answer.status, headers).end(await answer.text());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    queries: () => queries,
    tokens: () => [...tokens],
    forget: () => {
      queries = 0;
      tokens = new Set();
    },
    meanwhile: (work: () => Promise<unknown>) => {
      meanwhile = work;
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
