import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { startGateway } from '#gateway/index.ts';
import { freePorts } from '#kit/process/port.ts';

/** A response as a suite describes it. Of errors, only their presence is compared. */
export interface Outcome {
  data: unknown;
  errors: boolean;
}

/** The result of one case of a suite. */
export interface CaseResult {
  query: string;
  passed: boolean;
  expected: Outcome;
  received: Outcome;
}

/** The results of a suite, in the order of its cases. */
export interface SuiteResult {
  id: string;
  cases: CaseResult[];
}

/** A case as the server of the suites returns it. */
interface Case {
  query: string;
  expected: { data?: unknown; errors?: boolean };
}

/**
 * Runs suites against one gateway each, which is in open mode and has the suite's supergraph. `origin`: the server of the suites,
 * with `/ids`, `/<id>/supergraph` and `/<id>/tests`. `only`: the ids of the suites to run; empty for all. Throws for an unknown id.
 */
export async function auditGateway(origin: string, only: readonly string[] = []): Promise<SuiteResult[]> {
  const ids = await readJson<string[]>(`${origin}/ids`);
  const unknown = only.filter((id) => !ids.includes(id));
  if (unknown.length > 0)
    throw new Error(`There is no suite ${unknown.join(', ')}. The suites are: ${ids.join(', ')}.`);
  const folder = await mkdtemp(join(tmpdir(), 'federation-audit-'));
  const results: SuiteResult[] = [];
  try {
    for (const id of only.length > 0 ? only : ids)
      results.push({ id, cases: await runSuite(`${origin}/${id}`, folder) });
  } finally {
    await rm(folder, { recursive: true });
  }
  return results;
}

async function runSuite(address: string, folder: string): Promise<CaseResult[]> {
  const [port] = await freePorts(1);
  const supergraphFile = join(folder, 'supergraph.graphql');
  await writeFile(supergraphFile, await read(`${address}/supergraph`));
  const gateway = await startGateway({
    GATEWAY_MODE: 'open',
    SUPERGRAPH_FILE: supergraphFile,
    PORT: String(port),
    LOG_LEVEL: 'silent',
    // Starting a thread for each suite is slower than planning its few operations.
    PLANNING_THREADS: '0',
  });
  try {
    const results: CaseResult[] = [];
    for (const { query, expected } of await readJson<Case[]>(`${address}/tests`)) {
      const wanted = outcomeOf(expected.data, expected.errors);
      const received = await execute(gateway.url, query);
      results.push({ query, passed: isDeepStrictEqual(received, wanted), expected: wanted, received });
    }
    return results;
  } finally {
    await gateway.close();
  }
}

async function execute(url: string, query: string): Promise<Outcome> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query }),
  });
  const { data, errors } = (await response.json()) as { data?: unknown; errors?: unknown[] };
  return outcomeOf(data, Boolean(errors?.length));
}

/** A response without data is compared as one whose data is null. */
function outcomeOf(data: unknown = null, errors = false): Outcome {
  return { data, errors };
}

async function readJson<Value>(url: string): Promise<Value> {
  return JSON.parse(await read(url)) as Value;
}

async function read(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} returned HTTP status ${response.status}.`);
  return response.text();
}
