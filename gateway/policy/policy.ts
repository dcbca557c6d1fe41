import { hash } from 'node:crypto';
import { type DocumentNode, type GraphQLError, type GraphQLSchema, print, separateOperations } from 'graphql';
import { LRUCache } from 'lru-cache';
import { type Access, refusalOf } from '#kit/access.ts';
import type { Viewer } from '#kit/viewer.ts';
import { readAccess } from './access.ts';
import { coordinatesIn } from './coordinates.ts';
import { type Filtered, filterOperation, type Operation } from './filter.ts';

/** What one supergraph asks of viewers. It remembers operations; a changed supergraph brings a new policy. */
export interface Policy {
  /** What clients see of that supergraph. */
  schema: GraphQLSchema;
  /** What fields of object types ask, by coordinate `Type.field`; those that ask nothing are absent. */
  access: ReadonlyMap<string, Access>;
  /** Why the viewer is refused fields that the operation may reach, by coordinate; empty where nothing is refused. */
  refusals(asked: Asked, viewer: Viewer): Refusals;
  /** The operation without what is refused. */
  without(asked: Asked, refusals: Refusals): Permitted;
}

/** A validated operation, as Apollo Server knows it. */
export interface Asked extends Operation {
  source: string;
  /** SHA-256 of the source. */
  queryHash: string;
}

export type Refusals = ReadonlyMap<string, GraphQLError>;

/** What of an operation may be executed, and what it takes to put the rest back into the answer. */
export interface Permitted extends Filtered {
  /** The operation it was taken from. The next request with the same text may come with another copy of it. */
  whole: Operation;
  /** With a hash of its own: executors keep plans by it. */
  rest: Asked | undefined;
  /** The name under which objects tell their type, which the client uses for nothing. */
  typeKey: string;
}

/** Reads the policy out of a supergraph's full SDL; `schema` is what clients see of the same supergraph. */
export function readPolicy(supergraph: DocumentNode, schema: GraphQLSchema): Policy {
  const access = readAccess(supergraph);
  const protectedParts = new LRUCache<string, readonly (readonly [string, Access])[]>({ max: 5_000 });
  // By the length of their texts; in memory they take some fifty times as much.
  const permitted = new LRUCache<string, Permitted>({ maxSize: 500_000 });

  return {
    schema,
    access,
    // Asked anew at every request: a proof of who the viewer is grows old while nothing else changes.
    refusals: (asked, viewer) => {
      const refusals = new Map<string, GraphQLError>();
      for (const [coordinate, access] of protectedIn(asked)) {
        const refusal = refusalOf(access, viewer);
        if (refusal) refusals.set(coordinate, refusal);
      }
      return refusals;
    },
    without: (asked, refusals) => {
      const key = [keyOf(asked), ...refusals.keys()].join(' ');
      const known = permitted.get(key);
      if (known) return known;
      const typeKey = nameNotIn(asked.source);
      const { rest, changed } = filterOperation(asked, refusals, schema, typeKey);
      const whole = { document: asked.document, operation: asked.operation };
      const fresh = { whole, rest: rest && withHash(rest), changed, typeKey };
      permitted.set(key, fresh, { size: asked.source.length });
      return fresh;
    },
  };

  function protectedIn(asked: Asked): readonly (readonly [string, Access])[] {
    const known = protectedParts.get(keyOf(asked));
    if (known) return known;
    const alone = separateOperations(asked.document)[asked.operation.name?.value ?? ''] as DocumentNode;
    const found = [...coordinatesIn(alone, schema)].flatMap((coordinate) => {
      const asks = access.get(coordinate);
      return asks ? [[coordinate, asks] as const] : [];
    });
    protectedParts.set(keyOf(asked), found);
    return found;
  }
}

function keyOf({ queryHash, operation }: Asked): string {
  return `${queryHash} ${operation.name?.value ?? ''}`;
}

function nameNotIn(source: string): string {
  let name = '__objectType';
  while (source.includes(name)) name += '_';
  return name;
}

function withHash(operation: Operation): Asked {
  const source = print(operation.document);
  return { ...operation, source, queryHash: hash('sha256', source) };
}
