import { type FileHandle, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LakeDocument } from './lake.ts';

/** What one transaction leaves behind: whole documents, so that replaying a line twice changes nothing. */
export interface LogEntry {
  transactionId: string;
  timestamp: string;
  put: LakeDocument[];
  removed: string[];
}

/** Transactions on disk: a snapshot of all documents, and a log of what happened since. */
export interface Log {
  /** Documents as the snapshot and the log tell them. */
  documents: Map<string, LakeDocument>;
  /** Resolves when the entry is on disk. Calls must not overlap. */
  append(entry: LogEntry): Promise<void>;
  close(): Promise<void>;
}

/** The log grows to this many bytes before the next start folds it into the snapshot. */
const foldAbove = 8 * 1024 * 1024;

/**
 * Opens the log in a folder, creating both if needed. A last line torn by a sudden end is cut off: its
 * transaction was never acknowledged. Any other unreadable line rejects, naming the file and the line.
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

  if (log.bytes > foldAbove) {
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
    // A half-written line in the middle of the log would make the lines after it unreadable.
    await handle.truncate(size);
    throw error;
  }
}

/** Whole lines of a file, and how many bytes they take; a missing file has none. */
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

/** Written beside the old one and renamed over it, so that a sudden end leaves one of the two whole. */
async function writeSnapshot(file: string, documents: Map<string, LakeDocument>): Promise<void> {
  const unfinished = `${file}.new`;
  const handle = await open(unfinished, 'w', 0o600);
  for (const document of documents.values()) await handle.write(`${JSON.stringify(document)}\n`);
  await handle.datasync();
  await handle.close();
  await rename(unfinished, file);
}
