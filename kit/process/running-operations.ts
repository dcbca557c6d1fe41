import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { LRUCache } from 'lru-cache';
import type { Log } from './log.ts';

/** A running operation, for display. */
export interface RunningOperation {
  /** Its name; empty for an anonymous operation. */
  name: string;
  /** The first 16 hexadecimal digits of the SHA-256 of its document. */
  hash: string;
  /** The kind of its viewer. */
  viewer: string;
  requestId: string;
  /** The beginning of its document, without string values. */
  text: string;
  /** Its start: ISO 8601. */
  startedAt: string;
}

/** The operations that a process executes, recorded where they survive a crash. */
export interface RunningOperations {
  /** Records an operation. Returns the function that removes the record. */
  begin(operation: RunningOperation): () => void;
  close(): void;
}

/** The size of one record in the file, in bytes. */
const size = 1_024;

/** The maximum length of a recorded document, in characters. */
const longest = 300;

/**
 * Opens the file in which this process records running operations. A process that exhausts its heap cannot log the
 * cause, but the file remains: the records of the previous process are logged as an error. A record costs one write to
 * the page cache. Without a file, or when it cannot be written, nothing is recorded.
 */
export function openRunningOperations(file: string | undefined, log: Log): RunningOperations {
  if (!file) return { begin: () => () => {}, close: () => {} };
  const interrupted = readRunningOperations(file);
  if (interrupted.length > 0)
    log.error(
      { event: 'operations_interrupted', operations: interrupted },
      'previous process ended during these operations',
    );
  let fd: number | undefined;
  const attempt = (act: () => void) => {
    try {
      act();
    } catch (error) {
      fd = undefined;
      log.warn({ event: 'running_operations_unwritable', err: error }, 'running operations are not recorded');
    }
  };
  attempt(() => {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    fd = openSync(file, 'w', 0o600);
  });
  const free: number[] = [];
  let places = 0;
  const write = (text: string, place: number) => {
    const target = fd;
    if (target !== undefined) attempt(() => writeSync(target, text, place * size));
  };

  return {
    begin: (operation) => {
      if (fd === undefined) return () => {};
      const place = free.pop() ?? places++;
      write(noteOf(operation), place);
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        // One byte is enough: a record begins with a brace.
        write(' ', place);
        free.push(place);
      };
    },
    close: () => {
      if (fd !== undefined) closeSync(fd);
      fd = undefined;
    },
  };
}

/** The records that a previous process interrupted; empty when there is no such file. */
export function readRunningOperations(file: string): RunningOperation[] {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    return [];
  }
  const notes = Array.from({ length: Math.ceil(bytes.length / size) }, (_, place) =>
    bytes.subarray(place * size, (place + 1) * size).toString(),
  );
  return notes.flatMap((note) => {
    if (!note.startsWith('{')) return [];
    try {
      return [JSON.parse(note) as RunningOperation];
    } catch {
      return [];
    }
  });
}

/** Records one operation from now on. Returns the function that ends the record when the response is serialized. */
export type RecordRunning<Context> = (operation: {
  source: string;
  queryHash: string;
  operationName: string | undefined;
  context: Context;
}) => () => void;

/** The number of documents whose beginnings are cached. */
const cacheSize = 1_000;

/** Records operations; `describe` reads the rest of a record from the context of its request. */
export function recorder<Context>(
  operations: RunningOperations,
  describe: (context: Context) => { viewer: string; requestId: string },
): RecordRunning<Context> {
  const texts = new LRUCache<string, string>({ max: cacheSize });
  return ({ source, queryHash, operationName, context }) => {
    const text = texts.get(queryHash) ?? plain(source);
    texts.set(queryHash, text);
    const end = operations.begin({
      ...describe(context),
      name: operationName ?? '',
      hash: queryHash.slice(0, 16),
      text,
      startedAt: new Date().toISOString(),
    });
    // The response is serialized in the same turn of the event loop.
    return () => void setImmediate(end);
  };
}

/** Records every operation of a server from the moment its document is known until its response is serialized. */
export function recordRunning<Context extends BaseContext>(
  operations: RunningOperations,
  describe: (context: Context) => { viewer: string; requestId: string },
): ApolloServerPlugin<Context> {
  const record = recorder(operations, describe);
  return {
    requestDidStart: async () => {
      let end = () => {};
      return {
        didResolveSource: async ({ source, queryHash, request: { operationName }, contextValue: context }) => {
          end = record({ source, queryHash, operationName, context });
        },
        willSendResponse: async () => end(),
      };
    },
  };
}

/** The beginning of a document on one line, without string values, which may be passwords. */
function plain(source: string): string {
  const line = source.slice(0, 4 * longest).replace(/\s+/g, ' ');
  return line.replace(/"""[\s\S]*?(?:"""|$)|"(?:\\.|[^"\\])*(?:"|$)/g, '"…"').slice(0, longest);
}

function noteOf(operation: RunningOperation): string {
  const short = { ...operation, name: operation.name.slice(0, 100), requestId: operation.requestId.slice(0, 128) };
  const note = JSON.stringify(short);
  const fitting = Buffer.byteLength(note) < size ? note : JSON.stringify({ ...short, text: '', name: '' });
  return fitting + ' '.repeat(size - Buffer.byteLength(fitting));
}
