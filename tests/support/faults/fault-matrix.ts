import { randomUUID } from 'node:crypto';
import {
  eventually,
  exampleVariables,
  executeAt,
  execute as executeAtInstallation,
  type GraphResponse,
  installationEnv,
} from '../graph.ts';
import { file, putFile } from '../models/files.ts';
import { registerElite, type SignedIn, signInCurator } from '../people.ts';
import type { Fault } from './fault-proxy.ts';
import { deadlines, type FaultSubgraphs, openFaultSubgraphs } from './fault-subgraphs.ts';

const backends = ['medusa', 'postgres', 'sanity', 'meilisearch', 'redis', 's3'] as const;
export type Backend = (typeof backends)[number];

const faults: readonly Fault[] = ['down', 'slow', 'error', 'malformed', 'reset'];

/** For HTTP backends, another server may respond in the backend's place. */
const httpFaults: readonly Fault[] = ['page', 'foreign'];

/** Every backend with each of its possible faults. */
export const matrixCells: readonly (readonly [Backend, Fault])[] = backends.flatMap((backend) => {
  const isHttp = backend !== 'postgres' && backend !== 'redis';
  return [...faults, ...(isHttp ? httpFaults : [])].map((fault) => [backend, fault] as const);
});

/** The result of one fault of a backend. */
export interface Cell {
  backend: Backend;
  fault: Fault;
  /** The missing paths of the query, each as `path CODE`; `*` means every item of a list. */
  missing: string[];
  /** The root fields of the query and the fields of its product that have data. */
  came: string[];
  /** The result of the mutation: its error code, or `done`. */
  mutation: string;
  /** Milliseconds until both had a response. */
  took: number;
  /** Milliseconds from the end of the fault until the whole query succeeded again; undefined when it never did. */
  recovered: number | undefined;
}

/** The maximum time of a response in milliseconds: the gateway's own deadline, with a margin for a busy machine. */
export const longest = Number(deadlines.GATEWAY_TIMEOUT_MS) + 2_000;

/** A query that needs every subgraph and every backend. */
const query = `query ($handle: String!) {
  product(handle: $handle) {
    title
    priceRange { min { amount } }
    provenance { place artisan { name } }
    passport { gtin }
    stories(first: 1) { nodes { title } }
    related(first: 1) { title }
    digitalAssets { modelGlb { url } }
  }
  search(query: "tote", first: 1) { totalCount nodes { title } }
  articles(first: 1) { nodes { title } }
  materials(first: 1) { nodes { name } }
  viewer { kind passkeys { id } sessions { id } }
}`;

interface Mutation {
  text: string;
  variables: Record<string, unknown>;
  headers: Record<string, string>;
}

/** The services of the matrix with their proxies. */
export interface Matrix {
  run(backend: Backend, fault: Fault): Promise<Cell>;
  /** The log entries of the services. */
  log: string[];
  close(): Promise<void>;
}

/** Starts additional services over the backends of the test installation, and signs in a customer and a curator. */
export async function openMatrix(): Promise<Matrix> {
  const rooms = await openFaultSubgraphs(installationEnv());
  try {
    return await matrixOf(rooms);
  } catch (error) {
    await rooms.close();
    throw error;
  }
}

async function matrixOf(rooms: FaultSubgraphs): Promise<Matrix> {
  const [customer, curator] = [await registerElite('Matrix'), await signInCurator()];
  const url = `${rooms.gateway}/graphql`;
  const execute = (text: string, variables: Record<string, unknown>, { headers }: Pick<SignedIn, 'headers'>) =>
    executeAt(url, text, variables, headers);
  const page = () => execute(query, exampleVariables('ProductPage'), customer);
  const whole = async (within: number) =>
    (await eventually(page, ({ errors }) => errors === undefined, within)).errors === undefined;

  // Caches are filled, and everything works, before the first fault.
  const first = await eventually(page, ({ errors }) => errors === undefined, 30_000);
  if (first.errors) throw new Error(`The page is not whole: ${JSON.stringify(first.errors)}`);
  const passkey: string = first.data.viewer.passkeys[0].id;

  const run = async (backend: Backend, fault: Fault): Promise<Cell> => {
    const mutation = await mutationFor(backend, { customer, passkey, curator });
    const proxy = rooms.proxies.get(backend);
    const began = performance.now();
    await proxy?.set(fault);
    const [response, changed] = await Promise.all([
      page(),
      mutation && execute(mutation.text, mutation.variables, mutation),
    ]);
    const took = performance.now() - began;
    await proxy?.set(undefined);
    const ended = performance.now();
    const isWhole = await whole(15_000);
    return {
      backend,
      fault,
      missing: missingOf(response),
      came: resultOf(response),
      mutation: changed ? outcomeOf(changed) : 'none',
      took,
      recovered: isWhole ? performance.now() - ended : undefined,
    };
  };

  return { run, log: rooms.log, close: rooms.close };
}

interface MatrixPeople {
  customer: SignedIn;
  /** The id of the customer's passkey. */
  passkey: string;
  curator: SignedIn;
}

/** A mutation that needs the backend and has no effect on other tests; none for a backend without mutations. */
async function mutationFor(backend: Backend, people: MatrixPeople): Promise<Mutation | undefined> {
  const { customer, passkey, curator } = people;
  const noHeaders = {};
  switch (backend) {
    case 'medusa':
      return { text: 'mutation { cartCreate { cart { id } userErrors { code } } }', variables: {}, headers: noHeaders };
    case 'postgres':
      return {
        text: 'mutation ($id: ID!) { passkeyRename(id: $id, name: "Matrix") { userErrors { code } } }',
        variables: { id: passkey },
        headers: customer.headers,
      };
    case 'sanity':
      return {
        text: 'mutation { articlePublish(id: "no-such-article") { article { id } userErrors { code } } }',
        variables: {},
        headers: curator.headers,
      };
    case 'redis':
      return { text: 'mutation { passkeySignInBegin { options } }', variables: {}, headers: noHeaders };
    case 's3':
      return {
        text: 'mutation ($id: ID!) { assetUploadFinish(id: $id) { userErrors { code } } }',
        variables: { id: await upload(curator) },
        headers: curator.headers,
      };
    case 'meilisearch':
      return undefined;
  }
}

/** An uploaded file that waits for validation. It is not an image, so it is rejected. */
async function upload({ headers }: SignedIn): Promise<string> {
  const text = file(Buffer.from(randomUUID()));
  const { bytes, sha256 } = text;
  const input = { productId: 'prod_ember-tote', kind: 'TEXTURE_DIFFUSE', bytes: bytes.length, sha256 };
  const begun = await executeAtInstallation(
    `mutation ($input: AssetUploadBeginInput!) {
      assetUploadBegin(input: $input) { upload { id url headers { name value } } userErrors { code } } }`,
    { input },
    headers,
  );
  const target = begun.data.assetUploadBegin.upload;
  await putFile(target, text);
  return target.id;
}

function missingOf({ errors = [] }: GraphResponse): string[] {
  const places = errors.map(({ path, extensions }) => {
    const place = path?.map((step) => (typeof step === 'number' ? '*' : step)).join('.') ?? 'the whole response';
    return `${place} ${extensions.code}`;
  });
  return [...new Set(places)].sort();
}

function resultOf({ data }: GraphResponse): string[] {
  const present = (value: Record<string, unknown> | null | undefined, prefix = '') =>
    Object.entries(value ?? {}).flatMap(([name, part]) => (part === null ? [] : [prefix + name]));
  return [...present(data), ...present(data?.product, 'product.')].filter((name) => name !== 'product').sort();
}

function outcomeOf({ data, errors }: GraphResponse): string {
  if (errors) return [...new Set(errors.map(({ extensions }) => String(extensions.code)))].sort().join(', ');
  const [payload] = Object.values(data ?? {}) as { userErrors?: { code: string }[] }[];
  return payload?.userErrors?.length ? `done (${payload.userErrors.map(({ code }) => code).join(', ')})` : 'done';
}
