import { hash } from 'node:crypto';
import { type DocumentNode, type GraphQLError, type GraphQLSchema, print } from 'graphql';
import { type Access, refusalOf } from '#kit/graph/access.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import { createCache, operationCacheSize } from '../execution/cache.ts';
import { alone, type HashedOperation, keyOf, type Operation } from '../execution/operation.ts';
import { readAccess } from './access.ts';
import { coordinatesIn } from './coordinates.ts';
import { filterOperation } from './filter.ts';

/** The access policy of one supergraph, with caches for operations. Each version of the supergraph has its own. */
export interface Policy {
  /** The API schema. */
  schema: GraphQLSchema;
  /** The access requirements of fields by coordinate `Type.field`. Fields without requirements are absent. */
  access: ReadonlyMap<string, Access>;
  /** The errors of the fields in the operation that are denied to the viewer, by coordinate. */
  refusals(requested: HashedOperation, viewer: Viewer): Refusals;
  /** The operation without the denied fields, with a new hash; undefined where nothing is left. */
  without(requested: HashedOperation, refusals: Refusals): HashedOperation | undefined;
}

export type Refusals = ReadonlyMap<string, GraphQLError>;

/** Reads the policy from a supergraph's full SDL; `schema` is its API schema. */
export function readPolicy(supergraph: DocumentNode, schema: GraphQLSchema): Policy {
  const access = readAccess(supergraph);
  const protectedParts = createCache<readonly (readonly [string, Access])[]>(operationCacheSize);
  const permitted = createCache<HashedOperation | undefined>(operationCacheSize);

  return {
    schema,
    access,
    // Checked again at every request: a proof of who the viewer is grows old while nothing else changes.
    refusals: (requested, viewer) => {
      const refusals = new Map<string, GraphQLError>();
      const parts = protectedParts(
        keyOf(requested),
        () => protectedIn(requested),
        () => requested.source.length,
      );
      for (const [coordinate, access] of parts) {
        const refusal = refusalOf(access, viewer);
        if (refusal) refusals.set(coordinate, refusal);
      }
      return refusals;
    },
    without: (requested, refusals) => {
      const key = [keyOf(requested), ...refusals.keys()].join(' ');
      const size = () => requested.source.length;
      return permitted(key, () => withHash(filterOperation(requested, refusals, schema)), size);
    },
  };

  function protectedIn(requested: HashedOperation): (readonly [string, Access])[] {
    return [...coordinatesIn(alone(requested.operation, requested.document), schema)].flatMap((coordinate) => {
      const required = access.get(coordinate);
      return required ? [[coordinate, required] as const] : [];
    });
  }
}

function withHash(operation: Operation | undefined): HashedOperation | undefined {
  if (!operation) return undefined;
  const source = print(operation.document);
  return { ...operation, source, queryHash: hash('sha256', source) };
}
