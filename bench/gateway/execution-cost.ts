import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getOperationAST, graphql, type OperationDefinitionNode, parse } from 'graphql';
import type { FetchedData } from '#gateway/execution/fetches/execute-plan.ts';
import { stringifyResponse } from '#gateway/execution/response/raw-data.ts';
import type { PreparedFetch, SendToSubgraph } from '#gateway/execution/subgraph-request.ts';
import { validateSupergraph } from '#gateway/supergraph.ts';
import { subgraphSchemas, supergraphOver } from './schemas.ts';

/**
 * The cost of the execution of the benchmark query. Times are processor times as multiples of parsing and serialising the
 * response.
 */
export interface ExecutionCost {
  /** The number of requests to subgraphs. */
  requests: number;
  /** The bytes of their variables. */
  sent: number;
  /** The bytes of the responses to them. */
  received: number;
  /** The time of fetching the data, without that of parsing the responses. */
  fetch: number;
  /** The time of completing the response and serialising it. */
  write: number;
}

/**
 * Executes the benchmark query in this process over recorded responses and prints the `ExecutionCost` as JSON. Execution and the
 * work that it is compared with run in turn, so that other load on the machine affects both.
 */
const rounds = 12;
/** Rounds until V8 has optimised the code. */
const warmUp = 4;
/** One round of a part must be far longer than the steps in which Linux counts processor time, 4 ms. */
const perRound = 80;

const { execution, close } = await validateSupergraph(await supergraphOver('http://127.0.0.1'));
const source = await readFile(join(import.meta.dirname, 'benchmark.graphql'), 'utf8');
const document = parse(source);
const operation = getOperationAST(document) as OperationDefinitionNode;
const requested = { source, document, operation, queryHash: hash('sha256', source) };
const variables = { raw: {}, coerced: {} };
const requester = { budget: undefined, deadline: Number.POSITIVE_INFINITY };
const bounds = { refusals: new Map(), limit: 10_000_000 };
const recorded = new Map<PreparedFetch, Map<string, string>>();

const sizes = await record();
const fetched = await fetchData();
const text = writeResponse(fetched);
const parts = {
  fetch: () => fetchData(),
  parse: () => {
    for (const responses of recorded.values()) for (const text of responses.values()) JSON.parse(text);
  },
  write: () => writeResponse(fetched),
  json: () => JSON.stringify(JSON.parse(text)),
};
const cost: ExecutionCost = { ...sizes, ...(await compare()) };
process.stdout.write(JSON.stringify(cost));
await close();

/** Records the responses of the subgraphs. */
async function record(): Promise<Pick<ExecutionCost, 'requests' | 'sent' | 'received'>> {
  const schemas = await subgraphSchemas();
  const sizes = { requests: 0, sent: 0, received: 0 };
  await fetchData(async ({ fetch, variables: sent }) => {
    const schema = schemas[fetch.subgraph];
    if (!schema) throw new Error(`There is no subgraph ${fetch.subgraph}.`);
    const result = await graphql({ schema, source: fetch.query, variableValues: JSON.parse(sent) });
    const received = JSON.stringify(result);
    recorded.set(fetch, (recorded.get(fetch) ?? new Map<string, string>()).set(sent, received));
    sizes.requests += 1;
    sizes.sent += Buffer.byteLength(sent);
    sizes.received += Buffer.byteLength(received);
    return JSON.parse(received);
  });
  return sizes;
}

async function compare(): Promise<Pick<ExecutionCost, 'fetch' | 'write'>> {
  const times = { fetch: 0, parse: 0, write: 0, json: 0 };
  for (let round = 0; round < warmUp + rounds; round += 1) {
    for (const name of ['fetch', 'parse', 'write', 'json'] as const) {
      const before = process.threadCpuUsage();
      for (let time = 0; time < perRound; time += 1) await parts[name]();
      const { user, system } = process.threadCpuUsage(before);
      if (round >= warmUp) times[name] += user + system;
    }
  }
  return { fetch: (times.fetch - times.parse) / times.json, write: times.write / times.json };
}

function fetchData(
  send: SendToSubgraph = async ({ fetch, variables: sent }) => JSON.parse(recorded.get(fetch)?.get(sent) as string),
): Promise<FetchedData> {
  return execution.fetch({ requested, part: requested, variables, requester, send });
}

function writeResponse(fetched: FetchedData): string {
  const { data, errors } = execution.complete(requested, variables, fetched, bounds);
  if (errors[0]) throw errors[0];
  return stringifyResponse({ data });
}
