import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import { type DocumentNode, type GraphQLSchema, getOperationAST, type OperationDefinitionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { sizeOfDocument } from '#kit/graph/server/document-store.ts';

/** A document that was parsed and validated. */
export interface KnownDocument {
  document: DocumentNode;
  source: string;
  /** SHA-256 of the source, in hexadecimal digits. */
  queryHash: string;
  /** The schema that it is valid for; undefined until it reaches the executor. */
  schema: GraphQLSchema | undefined;
  /** The HTTP methods by which it reached the executor: a mutation sent by GET is rejected each time. */
  methods: Set<string>;
  /** The operation of this name; undefined where there is none, or several and no name. */
  operationOf(name: string | undefined): OperationDefinitionNode | undefined;
}

/** The documents that were parsed and validated before. They cost nothing until they run. */
export interface KnownDocuments {
  /** The store of parsed documents for Apollo Server. */
  store: NonNullable<ApolloServerOptions<BaseContext>['documentStore']>;
  /**
   * The document that reached the executor by this HTTP method before. `query`: its text. `sha256`: its hash, for a
   * client that sent only that.
   */
  find(method: string, query: string | undefined, sha256?: string): KnownDocument | undefined;
  /**
   * The length of a document in characters; 0 if it is not remembered. Lengths are remembered longer than documents.
   */
  lengthOf(sha256: string): number;
  /** Adds a document that is valid for a schema, as if it had reached the executor by POST. Replaces an older one. */
  prepare(document: Pick<KnownDocument, 'document' | 'source' | 'queryHash' | 'schema'>): void;
  /** Notes that a document reached the executor, and is therefore valid. It counts as used. */
  add(method: string, request: Pick<KnownDocument, 'document' | 'source' | 'queryHash' | 'schema'>): void;
}

/** The number of remembered lengths: more than the long documents in Apollo Server's store of persisted queries. */
const maxLengths = 20_000;

/**
 * Remembers the most recently used documents, up to a total length of `characters`: see `sizeOfDocument`. `served`: the
 * schema that Apollo Server validates against.
 */
export function openKnownDocuments(characters: number, served: () => GraphQLSchema): KnownDocuments {
  const texts = new Map<string, KnownDocument>();
  const documents = new LRUCache<string, KnownDocument>({
    maxSize: characters,
    sizeCalculation: ({ source }) => sizeOfDocument(source),
    dispose: ({ source, queryHash }) => {
      texts.delete(source);
      lengths.set(queryHash, source.length);
    },
  });
  const lengths = new LRUCache<string, number>({ max: maxLengths });
  const keep = (document: DocumentNode, source: string, queryHash: string): KnownDocument => {
    const known = knownDocument(document, source, queryHash);
    documents.set(queryHash, known);
    if (documents.has(queryHash)) texts.set(source, known);
    // A document that is too long for the store.
    else lengths.set(queryHash, source.length);
    return known;
  };

  /** Apollo Server adds a hash of the schema to the keys. */
  const schemas = new WeakMap<KnownDocument, string>();
  const prepared = new WeakSet<KnownDocument>();
  return {
    store: {
      get: async (key) => {
        const { prefix, queryHash } = partsOf(key);
        const known = documents.get(queryHash);
        // A document may have been prepared for a supergraph that was replaced since.
        if (known && prepared.delete(known) && known.schema === served()) schemas.set(known, prefix);
        return known && schemas.get(known) === prefix ? known.document : undefined;
      },
      set: async (key, document) => {
        const { prefix, queryHash } = partsOf(key);
        schemas.set(keep(document, document.loc?.source.body ?? '', queryHash), prefix);
      },
      delete: async (key) => documents.delete(partsOf(key).queryHash),
    },
    find: (method, query, sha256) => {
      // `peek`, because the request may be rejected before it runs.
      const known = query === undefined ? documents.peek(sha256 ?? '') : texts.get(query);
      return known?.methods.has(method) ? known : undefined;
    },
    lengthOf: (sha256) => documents.peek(sha256)?.source.length ?? lengths.get(sha256) ?? 0,
    prepare: ({ document, source, queryHash, schema }) => {
      const known = keep(document, source, queryHash);
      known.schema = schema;
      known.methods.add('POST');
      prepared.add(known);
    },
    add: (method, { document, source, queryHash, schema }) => {
      const known = documents.get(queryHash) ?? keep(document, source, queryHash);
      if (known.document !== document) return;
      known.schema = schema;
      known.methods.add(method);
    },
  };
}

function partsOf(key: string): { prefix: string; queryHash: string } {
  const end = key.lastIndexOf(':') + 1;
  return { prefix: key.slice(0, end), queryHash: key.slice(end) };
}

function knownDocument(document: DocumentNode, source: string, queryHash: string): KnownDocument {
  const operations = new Map<string | undefined, OperationDefinitionNode | undefined>();
  return {
    document,
    source,
    queryHash,
    schema: undefined,
    methods: new Set(),
    operationOf: (name) => {
      let operation = operations.get(name);
      if (!operation) {
        operation = getOperationAST(document, name) ?? undefined;
        // Only names that exist, because clients choose them.
        if (operation) operations.set(name, operation);
      }
      return operation;
    },
  };
}
