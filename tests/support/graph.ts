import { setTimeout as sleep } from 'node:timers/promises';
import { readExamples } from '#gateway/pages/explorer/operations.ts';

const examples = new Map((await readExamples()).map((example) => [example.name, example]));

/** A GraphQL response with loose types: tests state their expectations. */
export interface GraphResponse {
  // biome-ignore lint/suspicious/noExplicitAny: the shape follows from the query in the test
  data: any;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  extensions?: Record<string, unknown>;
}

/** The URL of the test installation's gateway. */
export const gatewayUrl = () => process.env.TEST_GATEWAY as string;

/** The environment of the test installation: addresses and credentials of its backends. */
export const installationEnv = () => JSON.parse(process.env.TEST_ENV as string) as Record<string, string>;

/** Executes an operation at the gateway over HTTP. */
export const execute = (
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<GraphResponse> => executeAt(`${gatewayUrl()}/graphql`, query, variables, headers);

/** Executes an operation at the gateway, which does not answer it from its cache. */
export const executeLive: typeof execute = (query, variables, headers) =>
  execute(query, variables, { 'cache-control': 'no-cache', ...headers });

/** Executes an operation over HTTP at `url`: a subgraph or any other GraphQL server. */
export async function executeAt(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
  send = fetch,
): Promise<GraphResponse> {
  const response = await send(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as GraphResponse;
}

/** Whether all errors of a response are timeouts, so that a retry may succeed. */
export function isTimeout({ errors = [] }: GraphResponse): boolean {
  return errors.length > 0 && errors.every(({ extensions }) => /_TIMEOUT$/.test(String(extensions.code)));
}

/** The text of an example operation. Throws for an unknown name. */
export function operation(name: string): string {
  return exampleNamed(name).query;
}

/** The variables of an example operation; empty for one without variables. Throws for an unknown name. */
export function exampleVariables(name: string): Record<string, unknown> {
  return JSON.parse(exampleNamed(name).variables || '{}');
}

function exampleNamed(name: string) {
  const example = examples.get(name);
  if (!example) throw new Error(`schema/operations has no operation named ${name}.`);
  return example;
}

/**
 * Stops, starts or kills a service of the test installation: see `installation.ts`. The installation restarts killed
 * services.
 */
export async function control(verb: 'stop' | 'start' | 'kill', part: string, at?: string): Promise<void> {
  const query = at === undefined ? '' : `?${new URLSearchParams({ at })}`;
  const response = await fetch(`${process.env.TEST_CONTROL}/${verb}/${part}${query}`, { method: 'POST' });
  if (!response.ok) throw new Error(`Could not ${verb} ${part}: ${await response.text()}`);
}

/** Runs `work` and counts the calls of each backend during it. Stop the indexer and the workers first: they call backends too. */
export async function countCalls(work: () => Promise<unknown>): Promise<Record<string, number>> {
  await fetch(`${process.env.TEST_CONTROL}/reset`, { method: 'POST' });
  await work();
  return (await (await fetch(`${process.env.TEST_CONTROL}/calls`)).json()) as Record<string, number>;
}

/** Repeats `attempt` until `isRight` is true for its result or the time is up; returns the last result. */
export async function eventually<Result>(
  attempt: () => Promise<Result>,
  isRight: (result: Result) => boolean,
  milliseconds = 15_000,
): Promise<Result> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const result = await attempt();
    if (isRight(result) || Date.now() > deadline) return result;
    await sleep(100);
  }
}
