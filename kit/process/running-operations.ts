import { closeSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import type { Log } from './log.ts';

/** An operation that a process executes, as it is told to people. */
export interface RunningOperation {
  /** Its name; empty when it has none. */
  name: string;
  /** The first 16 hexadecimal digits of the SHA-256 of its text. */
  hash: string;
  /** The kind of viewer who asks. */
  viewer: string;
  requestId: string;
  /** The beginning of its text, without the values of strings. */
  text: string;
  /** When it began: ISO 8601. */
  startedAt: string;
}

/** What a process executes at the moment, kept where it outlives the process. */
export interface RunningOperations {
  /** Notes an operation. Returns the function that takes the note back. */
  begin(operation: RunningOperation): () => void;
  close(): void;
}

/** Bytes of one note in the file. */
const size = 1_024;

/** Characters of an operation's text that are kept. */
const longest = 300;

/**
 * Opens the file in which this process notes what it executes. A process whose heap runs full has no time to say why, but the
 * file stays: what the process before left in it is logged as an error. A note costs one write to the page cache. Without a file, or where it cannot be
 * written, nothing is noted.
 */
export function openRunningOperations(file: string | undefined, log: Log): RunningOperations {
  if (!file) return { begin: () => () => {}, close: () => {} };
  const left = readRunningOperations(file);
  if (left.length > 0)
    log.error({ event: 'operations_interrupted', operations: left }, 'previous process ended during these operations');
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
        // One byte: what does not begin as an object is no note.
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

/** What a process that has ended had noted and not taken back; empty where there is no such file. */
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

/** Notes every operation of a server from the moment its text is known until its answer is written as text. */
export function notesRunning<Context extends BaseContext>(
  operations: RunningOperations,
  describe: (context: Context) => { viewer: string; requestId: string },
): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => {
      let end = () => {};
      return {
        didResolveSource: async ({ source, queryHash, request, contextValue }) => {
          end = operations.begin({
            ...describe(contextValue),
            name: request.operationName ?? '',
            hash: queryHash.slice(0, 16),
            text: plain(source),
            startedAt: new Date().toISOString(),
          });
        },
        // The answer becomes text after this hook, in the same turn of the event loop.
        willSendResponse: async () => void setImmediate(end),
      };
    },
  };
}

/** The beginning of an operation on one line, without the values of strings: these may be passwords. */
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
