import { setTimeout as sleep } from 'node:timers/promises';
import { readExamples } from '#gateway/pages/explorer/operations.ts';

const examples = new Map((await readExamples()).map((example) => [example.name, example]));

/** An answer of the graph, loosely typed: tests state what they expect of it. */
export interface GraphResponse {
  // biome-ignore lint/suspicious/noExplicitAny: the shape follows from the query in the test
  data: any;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  extensions?: Record<string, unknown>;
}

/** The gateway of the test house. */
export const gatewayUrl = () => process.env.TEST_GATEWAY as string;

/** The environment of the test house: addresses and credentials of its backends. */
export const installationEnv = () => JSON.parse(process.env.TEST_ENV as string) as Record<string, string>;

/** Asks the gateway over HTTP. */
export const execute = (
  query: string,
  variables: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<GraphResponse> => executeAt(`${gatewayUrl()}/graphql`, query, variables, headers);

/** Asks a subgraph, or whatever else speaks GraphQL at `url`, over HTTP. */
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

/** Whether an answer lacks only what did not come in time, so that asking again may help. */
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

/** Stops or starts a part of the test house, or kills it: see `house.ts`. What is killed is started again by the house. */
export async function control(verb: 'stop' | 'start' | 'kill', part: string, at?: string): Promise<void> {
  const query = at === undefined ? '' : `?${new URLSearchParams({ at })}`;
  const response = await fetch(`${process.env.TEST_CONTROL}/${verb}/${part}${query}`, { method: 'POST' });
  if (!response.ok) throw new Error(`Could not ${verb} ${part}: ${await response.text()}`);
}

/** Runs `work` and says how often each backend was called meanwhile. Stop the indexer first: it calls them too. */
export async function countCalls(work: () => Promise<unknown>): Promise<Record<string, number>> {
  await fetch(`${process.env.TEST_CONTROL}/reset`, { method: 'POST' });
  await work();
  return (await (await fetch(`${process.env.TEST_CONTROL}/calls`)).json()) as Record<string, number>;
}

/** Asks again until `isRight` holds or the time is up; returns the last answer. */
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
