import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import {
  buildSchema,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  isAbstractType,
  isNonNullType,
  isObjectType,
  parse,
  printSchema,
} from 'graphql';
import type { TestSupergraph } from '#gateway/execution/supergraph.fixture.ts';
import { GoneEntity } from '../reference.ts';
import { provided, required, type Subgraph, wayTo } from './fields.ts';
import { goneProduct, type Row, resolvers } from './resolvers.ts';
import { type Faults, openSmallSupergraph } from './subgraphs.ts';

/** A supergraph of small subgraphs in this process, and two other executions of the same resolvers. */
export interface Pair {
  federated: TestSupergraph;
  schema: GraphQLSchema;
  /** The response of graphql-js over one schema. */
  execute(query: string, variables: Record<string, unknown>): Promise<ExecutionResult>;
  /** The response of graphql-tools over the same subgraphs. */
  executeStitched(query: string, variables: Record<string, unknown>): Promise<ExecutionResult>;
  /** Breaks parts of the data for all executions, until it is called again. */
  use(faults: Faults): void;
  close(): Promise<void>;
}

/** An operation for graphql-tools. */
export interface StitchedTask {
  query: string;
  variables: Record<string, unknown>;
  faults: Faults;
}

/** An object as graphql-js gets it in place of the gateway: with the subgraph that it comes from, and the fields that this provides. */
interface Placed extends Row {
  origin: Subgraph;
  extra: readonly string[];
}

/**
 * Opens all three over data with nulls, errors, an entity that one subgraph alone knows, entities in several places, and
 * interfaces whose types differ in nullability.
 */
export async function openPair(): Promise<Pair> {
  const { federated, faults, use, resolve } = await openSmallSupergraph();
  const worker = new Worker(new URL('./stitched-worker.ts', import.meta.url));
  const schema = buildSchema(printSchema(federated.schema));
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = (value: { __typename: string }) => value.__typename;
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      field.resolve = (parent: Partial<Placed>, args) =>
        resolvePlaced(type.name, field.name, isNonNullType(field.type), parent, args);
    }
  }

  return {
    federated,
    schema,
    execute: async (query, variables) =>
      execute({ schema, document: parse(query), variableValues: variables, rootValue: {} }),
    executeStitched: async (query, variables) => {
      const task: StitchedTask = { query, variables, faults: faults() };
      worker.postMessage(task);
      const [response] = await once(worker, 'message');
      return JSON.parse(response as string);
    },
    use,
    close: async () => {
      await worker.terminate();
    },
  };

  /** The value of a field as a gateway has to return it. */
  function resolvePlaced(
    type: string,
    field: string,
    isNonNull: boolean,
    parent: Partial<Placed>,
    args: Record<string, unknown>,
  ): unknown {
    const coordinate = `${type}.${field}`;
    const { origin } = parent;
    const way = parent.extra?.includes(field) ? [] : wayTo(type, field, origin);
    const before = (required.get(coordinate) ?? []).flatMap((one) => wayTo(type, one, origin));
    if ([...before, ...way].some((subgraph) => subgraph === faults().down)) throw new Error('down');
    const owner = way.at(-1) ?? (origin as Subgraph);
    if (parent.id === goneProduct && owner !== 'shop' && (way.length > 0 || before.length > 0)) {
      if (isNonNull) throw new GoneEntity();
      return null;
    }
    if (!resolvers[coordinate]) return placed((parent as Record<string, unknown>)[field], owner, []);
    return placed(resolve(coordinate, parent as Row, args), owner, provided.get(coordinate) ?? []);
  }
}

function placed(value: unknown, origin: Subgraph, extra: readonly string[]): unknown {
  if (Array.isArray(value)) return value.map((item) => placed(item, origin, extra));
  return typeof value === 'object' && value !== null ? { ...value, origin, extra } : value;
}
