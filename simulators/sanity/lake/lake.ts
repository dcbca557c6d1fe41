import { randomBytes } from 'node:crypto';
import type { LakeDocument } from '../documents.ts';
import { openLog } from './log.ts';

/** One document before and after a transaction; `undefined` where it does not exist. */
export interface Change {
  id: string;
  before: LakeDocument | undefined;
  after: LakeDocument | undefined;
}

/** A transaction that is not committed yet. It sees all committed content; its own changes are not visible to others. */
export interface PendingTransaction {
  id: string;
  timestamp: string;
  get(id: string): LakeDocument | undefined;
  /** All documents including the pending changes, ordered by `_id`. */
  documents(): LakeDocument[];
  /** Stores the document under the id, or removes it. */
  set(id: string, after: LakeDocument | undefined): void;
  /** The differences from the committed content. */
  changes(): Change[];
}

/** All documents of one dataset, in memory and on disk. */
export interface Lake {
  /** Increases with each commit, for caches of the content. */
  readonly version: number;
  /** All documents, ordered by `_id`. */
  documents(): LakeDocument[];
  /**
   * Lets `make` fill a transaction and commits it: when this resolves, the change is on disk and visible. Transactions
   * run one after another. If `make` throws, nothing is changed.
   */
  commit<T>(id: string | undefined, make: (transaction: PendingTransaction) => T): Promise<T>;
  /** Waits for running transactions and closes the files. */
  close(): Promise<void>;
}

/** Opens the lake in a folder. `restore` may adapt each stored document to the current address. */
export async function openLake(folder: string, restore: (document: LakeDocument) => LakeDocument): Promise<Lake> {
  const log = await openLog(folder);
  const content = new Map([...log.documents].map(([id, document]) => [id, restore(document)]));
  let version = 0;
  let sorted: LakeDocument[] | undefined;
  let last: Promise<unknown> = Promise.resolve();

  const documents = () => {
    sorted ??= byId(content.values());
    return sorted;
  };
  const apply = (changes: Change[]) => {
    for (const { id, after } of changes) {
      if (after) content.set(id, after);
      else content.delete(id);
    }
    version += 1;
    sorted = undefined;
  };

  return {
    get version() {
      return version;
    },
    documents,
    commit(id, make) {
      const done = last.then(async () => {
        const transaction = begin(id ?? randomBytes(11).toString('hex'), content, documents);
        const result = make(transaction);
        const changes = transaction.changes();
        if (changes.length === 0) return result;
        await log.append({
          transactionId: transaction.id,
          timestamp: transaction.timestamp,
          put: changes.flatMap(({ after }) => after ?? []),
          removed: changes.flatMap(({ id, after }) => (after ? [] : id)),
        });
        apply(changes);
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

function begin(id: string, content: Map<string, LakeDocument>, committed: () => LakeDocument[]): PendingTransaction {
  const staged = new Map<string, LakeDocument | undefined>();
  return {
    id,
    timestamp: new Date().toISOString(),
    get: (documentId) => (staged.has(documentId) ? staged.get(documentId) : content.get(documentId)),
    documents() {
      if (staged.size === 0) return committed();
      const unchanged = committed().filter((document) => !staged.has(document._id));
      return byId([...unchanged, ...[...staged.values()].filter((after) => after !== undefined)]);
    },
    set: (documentId, after) => void staged.set(documentId, after),
    changes() {
      const all = [...staged].map(([id, after]) => ({ id, before: content.get(id), after }));
      return all.filter(({ before, after }) => before !== after);
    },
  };
}

function byId(documents: Iterable<LakeDocument>): LakeDocument[] {
  return [...documents].sort((a, b) => (a._id < b._id ? -1 : 1));
}
