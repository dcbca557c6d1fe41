import { type GraphQLFieldResolver, Kind, parse } from 'graphql';
import type { Cache } from '#gateway/cache/cache.ts';
import { openTestSupergraph, type TestSupergraph } from '#gateway/execution/supergraph.fixture.ts';
import type { Choose } from '../values.ts';
import { resolves, type Subgraph } from './fields.ts';
import { goneProduct, type Row, resolvers, rowOf } from './resolvers.ts';
import { sdls } from './schema.ts';

/** What goes wrong. */
export interface Faults {
  /** The subgraph that answers no request. */
  down?: Subgraph | undefined;
  /** Fields, by coordinate, that are null or an error for every object but the first of a type. */
  fields: ReadonlyMap<string, 'null' | 'error'>;
}

export const noFaults: Faults = { fields: new Map() };

/** The small supergraph, whose data can be broken. */
export interface SmallSupergraph {
  federated: TestSupergraph;
  faults(): Faults;
  /** Breaks parts of the data until it is called again. */
  use(faults: Faults): void;
  /** The value of a field. Throws where the field is broken. */
  resolve: ResolveValue;
}

interface SmallSupergraphOptions {
  sdls?: Record<string, string>;
  cache?: Cache;
}

/** `options`: other SDLs for the same resolvers, and a cache. */
export async function openSmallSupergraph(options: SmallSupergraphOptions = {}): Promise<SmallSupergraph> {
  let faults = noFaults;
  const resolve: ResolveValue = (coordinate, row, args) => {
    const fault = row.id?.endsWith('1') ? undefined : faults.fields.get(coordinate);
    if (fault === 'error') throw new Error('broken');
    return fault === 'null' ? null : resolvers[coordinate]?.(row, args);
  };
  const federated = await openTestSupergraph(
    Object.fromEntries(
      Object.entries(options.sdls ?? sdls).map(([name, sdl]) => [
        name,
        { sdl, resolvers: resolversOf(sdl, name, resolve) },
      ]),
    ),
    options.cache,
  );
  return {
    federated,
    faults: () => faults,
    use: (next) => {
      faults = next;
      federated.fail(next.down);
    },
    resolve,
  };
}

/** Some faults, for about half of all operations. */
export function faultsFrom(choose: Choose): Faults {
  const kind = choose(8);
  if (kind === 0) return { down: choose(2) === 0 ? 'places' : 'people', fields: new Map() };
  if (kind === 1) return { down: 'shop', fields: new Map() };
  if (kind > 4) return noFaults;
  const fields = Array.from({ length: 1 + choose(6) }, () => {
    const coordinate = breakable[choose(breakable.length)] as string;
    return [coordinate, choose(2) === 0 ? 'null' : 'error'] as const;
  });
  return { fields: new Map(fields) };
}

/** Fields without the keys and the required ones, which a gateway also requests for other fields. */
const neededElsewhere = new Set(['Product.upc', 'Product.price', 'Product.dims', 'Product.boxes']);
const breakable = Object.keys(resolvers).filter((coordinate) => !neededElsewhere.has(coordinate));

type ResolveValue = (coordinate: string, row: Row, args: Record<string, unknown>) => unknown;

/** The resolvers of a subgraph. It gets entities by their keys. */
function resolversOf(sdl: string, subgraph: string, resolveValue: ResolveValue): object {
  const entries = parse(sdl).definitions.flatMap((node) => {
    if (node.kind === Kind.INTERFACE_TYPE_DEFINITION || node.kind === Kind.UNION_TYPE_DEFINITION) {
      return [[node.name.value, { __resolveType: (value: { __typename: string }) => value.__typename }]];
    }
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
    const type = node.name.value;
    const fields = (node.fields ?? []).flatMap(({ name }) => {
      const coordinate = `${type}.${name.value}`;
      const isProvided = type === 'Person' && name.value === 'name';
      if (!resolvers[coordinate] || !(isProvided || resolves(subgraph as Subgraph, type, name.value))) return [];
      const resolve: GraphQLFieldResolver<Row, unknown> = (row, args) => resolveValue(coordinate, row ?? {}, args);
      return [[name.value, resolve]];
    });
    const isEntity = node.directives?.some(({ name }) => name.value === 'key');
    return [[type, { ...Object.fromEntries(fields), ...(isEntity && { __resolveReference: byKeyIn(subgraph) }) }]];
  });
  return Object.fromEntries(entries);
}

function byKeyIn(subgraph: string) {
  return (sent: { id?: string; upc?: string; sku?: string; region?: { code: string } }): object | null => {
    if (sent.sku) return { ...sent, id: sent.sku + sent.region?.code, sent };
    const id = sent.id ?? (sent.upc as string).slice('u-'.length);
    return id === goneProduct && subgraph !== 'shop' ? null : { ...rowOf(id), sent };
  };
}
