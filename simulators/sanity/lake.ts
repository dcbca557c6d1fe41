import { randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { openLog } from './log.ts';

/** A document as it is stored and as clients see it. */
export interface LakeDocument {
  _id: string;
  _type: string;
  _rev: string;
  _createdAt: string;
  _updatedAt: string;
  [field: string]: unknown;
}

/** One document before and after a transaction; `undefined` where it did not or does not exist. */
export interface Change {
  id: string;
  before: LakeDocument | undefined;
  after: LakeDocument | undefined;
  /** The mutations as they were sent that made the change. */
  mutations: unknown[];
}

/** A committed transaction. */
export interface Transaction {
  id: string;
  timestamp: string;
  changes: Change[];
}

/** A transaction in the making: it reads what the ones before it left, and nobody sees it until it is committed. */
export interface Draft {
  id: string;
  timestamp: string;
  get(id: string): LakeDocument | undefined;
  /** The whole content as it stands in this draft, ordered by `_id`. */
  documents(): LakeDocument[];
  /** Puts (or, without a document, removes) what stands under the id. */
  set(id: string, after: LakeDocument | undefined, mutation: unknown): void;
  /** What differs from the committed content so far. */
  changes(): Change[];
}

/** All documents of one dataset, in memory and on disk. */
export interface Lake {
  /** Grows with each commit; whoever caches what the lake holds keeps it no longer than this number. */
  readonly version: number;
  get(id: string): LakeDocument | undefined;
  /** The whole content, ordered by `_id`. */
  documents(): LakeDocument[];
  /** Emits `transaction` with a {@link Transaction} after each commit. */
  readonly events: EventEmitter<{ transaction: [Transaction] }>;
  /**
   * Lets `make` fill a draft and commits it: when this resolves, the change is on disk and visible. Transactions
   * run one after the other. If `make` rejects, nothing is changed. With `dryRun` nothing is changed either way.
   */
  commit<T>(options: { id?: string; dryRun?: boolean }, make: (draft: Draft) => Promise<T>): Promise<T>;
  /** Resolves when the transactions under way are done and the files closed. */
  close(): Promise<void>;
}

/** Opens the lake kept in a folder; `restore` may adapt each stored document to where the lake runs now. */
export async function openLake(folder: string, restore: (document: LakeDocument) => LakeDocument): Promise<Lake> {
  const log = await openLog(folder);
  const content = new Map([...log.documents].map(([id, document]) => [id, restore(document)]));
  const events = new EventEmitter<{ transaction: [Transaction] }>();
  events.setMaxListeners(0);
  let version = 0;
  let sorted: LakeDocument[] | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const documents = () => {
    sorted ??= byId(content.values());
    return sorted;
  };
  const publish = (transaction: Transaction) => {
    for (const { id, after } of transaction.changes) {
      if (after) content.set(id, after);
      else content.delete(id);
    }
    version += 1;
    sorted = undefined;
    events.emit('transaction', transaction);
  };

  return {
    get version() {
      return version;
    },
    get: (id) => content.get(id),
    documents,
    events,
    commit(options, make) {
      const done = last.then(async () => {
        const draft = startDraft(options.id ?? randomBytes(11).toString('hex'), content, documents);
        const result = await make(draft);
        const changes = draft.changes();
        if (options.dryRun || changes.length === 0) return result;
        await log.append({
          transactionId: draft.id,
          timestamp: draft.timestamp,
          put: changes.flatMap(({ after }) => after ?? []),
          removed: changes.flatMap(({ id, after }) => (after ? [] : id)),
        });
        publish({ id: draft.id, timestamp: draft.timestamp, changes });
        return result;
      });
      last = done.catch(() => {});
      return done;
    },
    async close() {
      await last;
      await log.close();
    },
  };
}

function startDraft(id: string, content: Map<string, LakeDocument>, committed: () => LakeDocument[]): Draft {
  const staged = new Map<string, { after: LakeDocument | undefined; mutations: unknown[] }>();
  const get = (documentId: string) => {
    const entry = staged.get(documentId);
    return entry ? entry.after : content.get(documentId);
  };
  return {
    id,
    timestamp: new Date().toISOString(),
    get,
    documents() {
      if (staged.size === 0) return committed();
      const untouched = committed().filter((document) => !staged.has(document._id));
      return byId([...untouched, ...[...staged.values()].flatMap(({ after }) => after ?? [])]);
    },
    set(documentId, after, mutation) {
      const mutations = staged.get(documentId)?.mutations ?? [];
      staged.set(documentId, { after, mutations: [...mutations, mutation] });
    },
    changes() {
      const all = [...staged].map(([documentId, entry]) => ({
        id: documentId,
        before: content.get(documentId),
        ...entry,
      }));
      return all.filter(({ before, after }) => before !== after);
    },
  };
}

function byId(documents: Iterable<LakeDocument>): LakeDocument[] {
  return [...documents].sort((a, b) => (a._id < b._id ? -1 : 1));
}
