import { randomUUID } from 'node:crypto';
import { Mutation } from '@sanity/mutator';
import { type MutationFault, mutationRefusal } from './errors.ts';
import type { Draft, LakeDocument } from './lake.ts';
import { strongReferences } from './references.ts';

/** What a create names: a type, perhaps an id, and fields. */
export interface NewDocument {
  _id?: string;
  _type: string;
  [field: string]: unknown;
}

/** The documents a patch or a delete is meant for: one by id, or all that a query finds. */
export interface Selection {
  id?: string;
  query?: string;
  params?: Record<string, unknown>;
}

/** One mutation as it travels; exactly one of the fields is set. */
export interface WireMutation {
  create?: NewDocument;
  createOrReplace?: NewDocument;
  createIfNotExists?: NewDocument;
  delete?: Selection;
  patch?: Selection & { ifRevisionID?: string; [operation: string]: unknown };
}

/** What one mutation did to one document. */
export interface MutationResult {
  id: string;
  operation: 'create' | 'update' | 'delete' | 'none';
  document?: LakeDocument;
}

/** What mutating needs beside the draft. */
export interface MutateOptions {
  /** Give objects in arrays the `_key` they lack. */
  autoGenerateArrayKeys?: boolean;
  /** Ids of the documents that a query finds in the draft. */
  select(draft: Draft, query: string, params: Record<string, unknown>): Promise<string[]>;
}

/**
 * Applies mutations to a draft, each before the next is asked for. Throws a Refusal that names the first faulty mutation: a document
 * missing or there already, a revision that has moved on (409), a malformed id or patch (400), a strong
 * reference that would point nowhere (409).
 */
export async function mutate(
  draft: Draft,
  mutations: Iterable<WireMutation>,
  options: MutateOptions,
): Promise<MutationResult[]> {
  const results: MutationResult[] = [];
  const lastMutationOf = new Map<string, number>();
  let index = -1;
  for (const mutation of mutations) {
    index += 1;
    const refuse = (status: number, fault: MutationFault) => mutationRefusal(status, index, fault);
    for (const result of await applyOne(draft, mutation, options, refuse)) {
      results.push(result);
      lastMutationOf.set(result.id, index);
    }
  }
  checkOutcome(draft, lastMutationOf);
  return results;
}

type Refuse = (status: number, fault: MutationFault) => Error;

async function applyOne(
  draft: Draft,
  mutation: WireMutation,
  options: MutateOptions,
  refuse: Refuse,
): Promise<MutationResult[]> {
  const { create, createOrReplace, createIfNotExists, patch } = mutation;
  const created = create ?? createOrReplace ?? createIfNotExists;
  if (created) {
    const id = idOf(created, refuse);
    const before = draft.get(id);
    if (before && createIfNotExists) return [{ id, operation: 'none', document: before }];
    if (before && create) throw refuse(409, fault('documentAlreadyExistsError', id, 'already exists'));
    const fields = options.autoGenerateArrayKeys ? (withKeys(created) as NewDocument) : created;
    const document = stamped(draft, { _createdAt: before?._createdAt ?? draft.timestamp, ...fields, _id: id });
    draft.set(id, document, mutation);
    return [{ id, operation: before ? 'update' : 'create', document }];
  }
  if (patch) {
    const ids = await selected(draft, patch, options, refuse);
    return ids.map((id) => {
      const document = patched(draft, id, patch, options, refuse);
      draft.set(id, document, mutation);
      return { id, operation: 'update', document };
    });
  }
  if (mutation.delete) {
    const ids = await selected(draft, mutation.delete, options, refuse);
    return ids.map((id) => {
      if (!draft.get(id)) return { id, operation: 'none' };
      draft.set(id, undefined, mutation);
      return { id, operation: 'delete' };
    });
  }
  throw refuse(400, { type: 'validationError', description: `Unknown mutation: ${Object.keys(mutation).join(', ')}` });
}

function patched(
  draft: Draft,
  id: string,
  patch: NonNullable<WireMutation['patch']>,
  options: MutateOptions,
  refuse: Refuse,
): LakeDocument {
  const before = draft.get(id);
  if (!before) throw refuse(409, fault('documentNotFoundError', id, 'was not found'));
  const { query: _query, params: _params, ifRevisionID, ...operations } = patch;
  if (ifRevisionID !== undefined && ifRevisionID !== before._rev) {
    const description = `Document ${JSON.stringify(id)} has unexpected revision ID (${JSON.stringify(before._rev)}), expected ${JSON.stringify(ifRevisionID)}`;
    throw refuse(409, { type: 'documentRevisionIDDoesNotMatchError', description, currentRevisionID: before._rev });
  }
  const after = applyPatch(before, { ...operations, id }, refuse);
  for (const name of ['_id', '_type'] as const) {
    if (after[name] !== before[name]) {
      throw refuse(400, { type: 'validationError', description: `Cannot modify immutable attribute "${name}"` });
    }
  }
  return stamped(draft, options.autoGenerateArrayKeys ? (withKeys(after) as LakeDocument) : after);
}

function applyPatch(before: LakeDocument, patch: { id: string }, refuse: Refuse): LakeDocument {
  try {
    return new Mutation({ mutations: [{ patch }] }).apply(before) as LakeDocument;
  } catch (error) {
    throw refuse(400, { type: 'validationError', description: error instanceof Error ? error.message : String(error) });
  }
}

async function selected(
  draft: Draft,
  { id, query, params }: Selection,
  options: MutateOptions,
  refuse: Refuse,
): Promise<string[]> {
  if (typeof id === 'string') return [id];
  if (typeof query === 'string') return options.select(draft, query, params ?? {});
  throw refuse(400, { type: 'validationError', description: 'A patch or delete needs an id or a query' });
}

/** References are checked at the end: within a transaction they may pass through states that would not stand. */
function checkOutcome(draft: Draft, lastMutationOf: Map<string, number>): void {
  const changes = draft.changes();
  const refuse = (status: number, found: MutationFault & { id: string }) =>
    mutationRefusal(status, lastMutationOf.get(found.id) ?? 0, found);

  for (const { id, after } of changes) {
    if (!after) continue;
    for (const target of strongReferences(after)) {
      if (draft.get(target)) continue;
      throw refuse(409, fault('documentReferenceDoesNotExistError', id, `refers to ${target}, which does not exist`));
    }
  }

  const removed = new Set(changes.flatMap(({ id, after }) => (after ? [] : id)));
  for (const referrer of removed.size > 0 ? draft.documents() : []) {
    for (const id of strongReferences(referrer)) {
      if (!removed.has(id)) continue;
      throw refuse(
        409,
        fault('documentHasExistingReferencesError', id, `cannot be deleted: ${referrer._id} refers to it`),
      );
    }
  }
}

function fault(type: string, id: string, what: string): MutationFault & { id: string } {
  return { type, id, description: `Document ${JSON.stringify(id)} ${what}` };
}

/** An id that ends in a dot, as `drafts.`, asks for a new one with this prefix. */
function idOf({ _id, _type }: NewDocument, refuse: Refuse): string {
  if (typeof _type !== 'string' || _type === '') {
    throw refuse(400, { type: 'validationError', description: 'A document needs a _type' });
  }
  if (_id === undefined || _id === '') return randomUUID();
  const id = typeof _id === 'string' && _id.endsWith('.') ? _id + randomUUID() : _id;
  if (!/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(id) || id.includes('..')) {
    throw refuse(400, { type: 'validationError', description: `Malformed document ID: ${JSON.stringify(id)}` });
  }
  return id;
}

function stamped(draft: Draft, fields: Omit<LakeDocument, '_rev' | '_updatedAt'>): LakeDocument {
  return { ...fields, _rev: draft.id, _updatedAt: draft.timestamp } as LakeDocument;
}

function withKeys(value: unknown, inArray = false): unknown {
  if (Array.isArray(value)) return value.map((item) => withKeys(item, true));
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, withKeys(field)]);
  const key = inArray && !('_key' in value) ? { _key: randomUUID().slice(0, 12).replace('-', '') } : {};
  return { ...key, ...Object.fromEntries(fields) };
}
