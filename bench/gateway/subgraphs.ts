import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { graphql } from 'graphql';
import { documentHeader } from '#kit/graph/registered-document.ts';
import { subgraphSchemas } from './schemas.ts';

/** The body of a GraphQL request: with a document, its hash, or both. */
interface GraphqlRequest {
  query?: string;
  variables?: Record<string, unknown>;
  extensions?: { persistedQuery: { sha256Hash: string } };
}

/** A request to a subgraph. Times are in milliseconds since the process started. */
export interface Call {
  path: string;
  body: string;
  began: number;
  ended: number;
}

/**
 * The four subgraphs of the benchmark in one process, at `/accounts`, `/inventory`, `/products` and `/reviews` of PORT. A
 * response is computed once for each request body and then sent from memory, so that the gateway is what is measured.
 * Documents are registered by their hashes, as our subgraphs do.
 * `DELAY_MS` delays every response; `/delay/<ms>` changes that, and `/delay/initial` undoes it. `GET /calls` returns the requests
 * that came since it was last read, as `Call[]`.
 */
const initialDelay = Number(process.env.DELAY_MS ?? 0);
let delay = initialDelay;
const schemas = await subgraphSchemas();
const responses = new Map<string, Buffer>();
const documents = new Map<string, string>();
let calls: Call[] = [];

createServer(async (request, response) => {
  const path = request.url ?? '/';
  if (path === '/calls') {
    response.end(JSON.stringify(calls));
    calls = [];
    return;
  }
  if (path.startsWith('/delay/')) {
    delay = path === '/delay/initial' ? initialDelay : Number(path.slice('/delay/'.length));
    response.end();
    return;
  }
  const began = performance.now();
  const body = await text(request);
  const key = `${path} ${body}`;
  const known = responses.get(key) ?? (await execute(path, body));
  responses.set(key, known);
  if (delay > 0) await sleep(delay);
  const registered =
    body.startsWith('{"query":') && body.includes('"sha256Hash":') ? { [documentHeader]: 'registered' } : {};
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': known.length, ...registered });
  response.end(known);
  if (calls.length < 1_000) calls.push({ path, body, began, ended: performance.now() });
}).listen(Number(process.env.PORT), '127.0.0.1');

async function execute(path: string, body: string): Promise<Buffer> {
  const schema = schemas[path.slice(1)];
  if (!schema) return Buffer.from('{"errors":[{"message":"There is no such subgraph."}]}');
  const { query, variables, extensions } = JSON.parse(body) as GraphqlRequest;
  const key = `${path} ${extensions?.persistedQuery.sha256Hash}`;
  const source = query ?? documents.get(key) ?? '';
  documents.set(key, source);
  return Buffer.from(JSON.stringify(await graphql({ schema, source, variableValues: variables ?? {} })));
}
