import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LakeDocument } from '../documents.ts';

/** One transaction. It contains whole documents, so replaying it twice changes nothing. */
export interface LogEntry {
  transactionId: string;
  timestamp: string;
  put: LakeDocument[];
  removed: string[];
}

/** Transactions on disk: a snapshot of all documents and a log of the transactions since. */
export interface Log {
  /** The documents of the snapshot and the log. */
  documents: Map<string, LakeDocument>;
  /** Resolves when the entry is on disk. Calls must not overlap. */
  append(entry: LogEntry): Promise<void>;
  close(): Promise<void>;
}

/** A log larger than this many bytes is merged into the snapshot at the next start. */
const mergeAbove = 8 * 1024 * 1024;

/**
 * Opens the log in a folder, creating both if needed. An incomplete last line is removed, because its transaction was
 * never acknowledged. Rejects for any other unreadable line and names the file and the line.
 */
export async function openLog(folder: string): Promise<Log> {
  await mkdir(folder, { recursive: true });
  const snapshotFile = join(folder, 'snapshot.ndjson');
  const logFile = join(folder, 'log.ndjson');

  const documents = new Map<string, LakeDocument>();
  const snapshot = await readLines<LakeDocument>(snapshotFile);
  for (const document of snapshot.values) documents.set(document._id, document);
  const log = await readLines<LogEntry>(logFile);
  for (const entry of log.values) {
    for (const document of entry.put) documents.set(document._id, document);
    for (const id of entry.removed) documents.delete(id);
  }

  if (log.bytes > mergeAbove) {
    await writeSnapshot(snapshotFile, documents);
    await rm(logFile);
    log.bytes = 0;
  }
  const handle = await open(logFile, 'a', 0o600);
  await handle.truncate(log.bytes);

  return {
    documents,
    append: (entry) => appendDurably(handle, `${JSON.stringify(entry)}\n`),
    close: () => handle.close(),
  };
}

async function appendDurably(handle: FileHandle, text: string): Promise<void> {
  const { size } = await handle.stat();
  try {
    await handle.appendFile(text);
    await handle.datasync();
  } catch (error) {
    // An incomplete line would make the following lines unreadable.
    await handle.truncate(size);
    throw error;
  }
}

/** The complete lines of a file and their length in bytes; none for a missing file. */
async function readLines<T>(file: string): Promise<{ values: T[]; bytes: number }> {
  const content = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  const bytes = content.lastIndexOf(0x0a) + 1;
  const lines = content.subarray(0, bytes).toString().split('\n').slice(0, -1);
  const values = lines.map((line, index) => {
    try {
      return JSON.parse(line) as T;
    } catch (cause) {
      throw new Error(`${file}:${index + 1} is damaged. Restore it, or remove the folder to start empty.`, { cause });
    }
  });
  return { values, bytes };
}

/** Renames a complete snapshot over the old one, so that a crash leaves one of the two. */
async function writeSnapshot(file: string, documents: Map<string, LakeDocument>): Promise<void> {
  const unfinished = `${file}.new`;
  const handle = await open(unfinished, 'w', 0o600);
  for (const document of documents.values()) await handle.write(`${JSON.stringify(document)}\n`);
  await handle.datasync();
  await handle.close();
  await rename(unfinished, file);
}
