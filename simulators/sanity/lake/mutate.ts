import { randomUUID } from 'node:crypto';
import { Mutation } from '@sanity/mutator';
import { reasonOf } from '#kit/process/run-process.ts';
import type { LakeDocument } from '../documents.ts';
import { type ItemError, mutationError, notSupported } from '../errors.ts';
import type { PendingTransaction } from './lake.ts';
import { strongReferences } from './references.ts';

/** A document to create: a type, optionally an id, and fields. */
export interface NewDocument {
  _id?: string;
  _type: string;
  [field: string]: unknown;
}

/** One mutation as it is sent; exactly one of the fields is set. Selection by a query is not supported. */
export interface WireMutation {
  create?: NewDocument;
  createOrReplace?: NewDocument;
  createIfNotExists?: NewDocument;
  delete?: { id?: string };
  patch?: { id?: string; ifRevisionID?: string; [operation: string]: unknown };
}

/** The effect of one mutation on one document. */
export interface MutationResult {
  id: string;
  operation: 'create' | 'update' | 'delete' | 'none';
  document?: LakeDocument;
}

/**
 * Applies mutations to a transaction, each before the next is requested. Throws a SanityError that names the first invalid
 * mutation: a document that is missing or exists already, a changed revision (409), an invalid id or patch (400), a
 * strong reference to a missing document (409).
 */
export function mutate(transaction: PendingTransaction, mutations: Iterable<WireMutation>): MutationResult[] {
  const results: MutationResult[] = [];
  const lastMutationOf = new Map<string, number>();
  let index = -1;
  for (const mutation of mutations) {
    index += 1;
    const result = applyOne(transaction, mutation, (status, error) => mutationError(status, index, error));
    results.push(result);
    lastMutationOf.set(result.id, index);
  }
  checkReferences(transaction, lastMutationOf);
  return results;
}

type Refuse = (status: number, error: ItemError) => Error;

function applyOne(transaction: PendingTransaction, mutation: WireMutation, refuse: Refuse): MutationResult {
  const { create, createOrReplace, createIfNotExists, patch } = mutation;
  const created = create ?? createOrReplace ?? createIfNotExists;
  if (created) {
    const id = idOf(created, refuse);
    const before = transaction.get(id);
    if (before && createIfNotExists) return { id, operation: 'none', document: before };
    if (before && create) throw refuse(409, documentError('documentAlreadyExistsError', id, 'already exists'));
    const createdAt = before?._createdAt ?? transaction.timestamp;
    const document = stamped(transaction, { _createdAt: createdAt, ...created, _id: id });
    transaction.set(id, document);
    return { id, operation: before ? 'update' : 'create', document };
  }
  if (patch) {
    const id = selectedId(patch);
    const document = patched(transaction, id, patch, refuse);
    transaction.set(id, document);
    return { id, operation: 'update', document };
  }
  if (mutation.delete) {
    const id = selectedId(mutation.delete);
    if (!transaction.get(id)) return { id, operation: 'none' };
    transaction.set(id, undefined);
    return { id, operation: 'delete' };
  }
  throw refuse(400, { type: 'validationError', description: `Unknown mutation: ${Object.keys(mutation).join(', ')}` });
}

function patched(
  transaction: PendingTransaction,
  id: string,
  { ifRevisionID, ...operations }: NonNullable<WireMutation['patch']>,
  refuse: Refuse,
): LakeDocument {
  const before = transaction.get(id);
  if (!before) throw refuse(409, documentError('documentNotFoundError', id, 'was not found'));
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
  return stamped(transaction, after);
}

function applyPatch(before: LakeDocument, patch: { id: string }, refuse: Refuse): LakeDocument {
  try {
    return new Mutation({ mutations: [{ patch }] }).apply(before) as LakeDocument;
  } catch (error) {
    throw refuse(400, { type: 'validationError', description: reasonOf(error) });
  }
}

function selectedId({ id }: { id?: string }): string {
  if (typeof id === 'string') return id;
  throw notSupported('A patch or delete without an id');
}

/** Checks references at the end, because they may be invalid between the mutations of one transaction. */
function checkReferences(transaction: PendingTransaction, lastMutationOf: Map<string, number>): void {
  const changes = transaction.changes();
  const refuse = (type: string, id: string, problem: string) =>
    mutationError(409, lastMutationOf.get(id) ?? 0, documentError(type, id, problem));

  for (const { id, after } of changes) {
    for (const target of after ? strongReferences(after) : []) {
      if (transaction.get(target)) continue;
      throw refuse('documentReferenceDoesNotExistError', id, `refers to ${target}, which does not exist`);
    }
  }

  const removed = new Set(changes.flatMap(({ id, after }) => (after ? [] : id)));
  for (const referrer of removed.size > 0 ? transaction.documents() : []) {
    for (const id of strongReferences(referrer)) {
      if (!removed.has(id)) continue;
      throw refuse('documentHasExistingReferencesError', id, `cannot be deleted: ${referrer._id} refers to it`);
    }
  }
}

function documentError(type: string, id: string, problem: string): ItemError {
  return { type, id, description: `Document ${JSON.stringify(id)} ${problem}` };
}

/** An id that ends in a dot, such as `drafts.`, is completed by a generated one. */
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

function stamped(transaction: PendingTransaction, fields: Omit<LakeDocument, '_rev' | '_updatedAt'>): LakeDocument {
  return { ...fields, _rev: transaction.id, _updatedAt: transaction.timestamp } as LakeDocument;
}
