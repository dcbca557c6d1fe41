import { hash } from 'node:crypto';
import { type DocumentNode, type GraphQLError, type GraphQLSchema, print } from 'graphql';
import { type Access, refusalOf } from '#kit/graph/access.ts';
import type { Viewer } from '#kit/graph/viewer.ts';
import { createCache, operationCacheSize } from '../execution/cache.ts';
import { type Asked, alone, keyOf, type Operation } from '../execution/operation.ts';
import { readAccess } from './access.ts';
import { coordinatesIn } from './coordinates.ts';
import { filterOperation } from './filter.ts';

/** What one supergraph asks of viewers. It remembers operations; a changed supergraph brings a new policy. */
export interface Policy {
  /** What clients see of that supergraph. */
  schema: GraphQLSchema;
  /** What fields of object types ask, by coordinate `Type.field`; those that ask nothing are absent. */
  access: ReadonlyMap<string, Access>;
  /** Why the viewer is refused fields that the operation may reach, by coordinate; empty where nothing is refused. */
  refusals(asked: Asked, viewer: Viewer): Refusals;
  /** The operation without what is refused, under a hash of its own; undefined where nothing is left. */
  without(asked: Asked, refusals: Refusals): Asked | undefined;
}

export type Refusals = ReadonlyMap<string, GraphQLError>;

/** Reads the policy out of a supergraph's full SDL; `schema` is what clients see of the same supergraph. */
export function readPolicy(supergraph: DocumentNode, schema: GraphQLSchema): Policy {
  const access = readAccess(supergraph);
  const protectedParts = createCache<readonly (readonly [string, Access])[]>(operationCacheSize);
  const permitted = createCache<Asked | undefined>(operationCacheSize);

  return {
    schema,
    access,
    // Asked anew at every request: a proof of who the viewer is grows old while nothing else changes.
    refusals: (asked, viewer) => {
      const refusals = new Map<string, GraphQLError>();
      const parts = protectedParts(
        keyOf(asked),
        () => protectedIn(asked),
        () => asked.source.length,
      );
      for (const [coordinate, access] of parts) {
        const refusal = refusalOf(access, viewer);
        if (refusal) refusals.set(coordinate, refusal);
      }
      return refusals;
    },
    without: (asked, refusals) => {
      const key = [keyOf(asked), ...refusals.keys()].join(' ');
      const size = () => asked.source.length;
      return permitted(key, () => withHash(filterOperation(asked, refusals, schema)), size);
    },
  };

  function protectedIn(asked: Asked): (readonly [string, Access])[] {
    return [...coordinatesIn(alone(asked.operation, asked.document), schema)].flatMap((coordinate) => {
      const asks = access.get(coordinate);
      return asks ? [[coordinate, asks] as const] : [];
    });
  }
}

function withHash(operation: Operation | undefined): Asked | undefined {
  if (!operation) return undefined;
  const source = print(operation.document);
  return { ...operation, source, queryHash: hash('sha256', source) };
}
