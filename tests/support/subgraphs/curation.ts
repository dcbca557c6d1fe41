import postgres, { type Sql } from 'postgres';
import { seedProvenance } from '#catalogue/seed/provenance.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import { firstInvalid, type PassportEvent } from '#subgraphs/provenance/ledger/passport.ts';
import { startPostgres } from '../backends/postgres.ts';
import type { GraphResponse } from '../graph.ts';
import { executeFor, serveProvenance, smallCatalogue, viewers } from './provenance.ts';

/** The provenance subgraph over its own PostgreSQL with three products, as curators use it. */
export type Curation = Awaited<ReturnType<typeof openCuration>>;

/** Starts both; `env` contains the subgraph's configuration except its database. */
export async function openCuration(env: Record<string, string> = {}) {
  const database = await startPostgres();
  await seedProvenance(smallCatalogue(3), new Map(), { ...database.urls });
  const owner = postgres(database.urls.PROVENANCE_OWNER_URL, { onnotice: () => {} });
  const subgraph = await serveProvenance(database.urls.PROVENANCE_DATABASE_URL, env);

  const execute = (query: string, variables: Record<string, unknown> = {}, viewer: Viewer = viewers.curator) =>
    executeFor(viewer, subgraph.url, query, variables);

  /** The cache tags that the last mutation reported; undefined for none. */
  let invalidated: unknown;
  /** The result of a mutation; rejects when it fails. */
  const mutate = async (name: string, input: object, fields = '') => {
    const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { field message code } } }`;
    const { data, errors, extensions } = await execute(query, { input });
    invalidated = extensions?.invalidates;
    if (errors) throw new Error(JSON.stringify(errors));
    return data[name];
  };

  return {
    database,
    owner,
    url: subgraph.url,
    execute,
    mutate,
    invalidated: () => invalidated,
    /** The user errors of a mutation, as `field code`. */
    refusals: async (name: string, input: object): Promise<string[]> =>
      (await mutate(name, input)).userErrors.map(({ field, code }: Fault) => `${field.join('.')} ${code}`),
    /** All rows of the ledger. */
    everything: () => readAll(owner),
    passportOf: async (id: string) => readPassport(await execute(passportQuery, { id })),
    /** The products that changed after the cursor; without a cursor, only the current end of the feed. */
    changes: async (after: string | null = null): Promise<{ productIds: string[]; tags: string[]; cursor: string }> =>
      (await execute(changesQuery, { after }, viewers.anonymous)).data.provenanceChanges,
    close: async () => {
      await Promise.all([subgraph.close(), owner.end()]);
      await database.remove();
    },
  };
}

interface Fault {
  field: string[];
  code: string;
}

const changesQuery = 'query ($after: String) { provenanceChanges(after: $after) { productIds tags cursor } }';

const passportQuery = `query ($id: ID!) {
  _entities(representations: [{ __typename: "Product", id: $id }]) {
    ... on Product {
      passport { id ledgerHead events(first: 100) { nodes { index type occurredAt place actor note hash previousHash } } }
    }
  }
}`;

/** A passport as clients see it, and the index of its first invalid entry. */
function readPassport({ data }: GraphResponse) {
  const { id, ledgerHead, events } = data._entities[0].passport;
  const entries: PassportEvent[] = events.nodes.map((entry: { occurredAt: string }) => ({
    ...entry,
    occurredAt: new Date(entry.occurredAt),
  }));
  return { entries, broken: firstInvalid(id, entries, ledgerHead) };
}

async function readAll(owner: Sql) {
  const tables = await owner<{ name: string }[]>`
    select tablename as name from pg_tables where schemaname = 'provenance' order by tablename`;
  const rows = await Promise.all(
    tables.map(({ name }) => owner`select * from ${owner(name)} as row order by row::text`),
  );
  return Object.fromEntries(tables.map(({ name }, index) => [name, [...(rows[index] ?? [])]]));
}
