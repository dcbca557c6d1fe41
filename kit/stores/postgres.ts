import { connect as dial, type Socket } from 'node:net';
import postgres, { type PendingQuery, type PostgresType, type Sql } from 'postgres';
import { backendError } from '../graph/errors.ts';

/** Runs one statement and resolves to its rows, columns in camelCase. */
export type RunQuery = <Rows extends readonly object[]>(statement: (sql: Sql) => PendingQuery<Rows>) => Promise<Rows>;

/** The connections of a service to its schema of a PostgreSQL database. */
export interface Database {
  /**
   * Runs one statement and resolves to its rows, columns in camelCase. Rejects with BACKEND_TIMEOUT or
   * BACKEND_UNAVAILABLE within two seconds, or earlier when `signal` aborts, which also cancels the statement at the
   * server. Errors of the statement itself reject unchanged, because they are bugs.
   */
  query<Rows extends readonly object[]>(
    statement: (sql: Sql) => PendingQuery<Rows>,
    signal?: AbortSignal,
  ): Promise<Rows>;
  /**
   * Runs the queries of `work` as one transaction, which is rolled back when `work` rejects. Rejects as `query` does,
   * within two seconds in total; after a timeout the transaction may have been committed. `work` must use only the
   * `query` that it receives.
   */
  transact<Result>(work: (query: RunQuery) => Promise<Result>, signal?: AbortSignal): Promise<Result>;
  /** Resolves when the server answers; rejects with the reason otherwise. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** The statement timeout at the server in milliseconds. */
const statementTimeout = 1_000;

/** The timeout in milliseconds for a server that is silent, frozen or behind a broken network. */
const responseTimeout = 1_500;

/**
 * Opens a pool of at most `size` connections that use only `schema`. Connections are made on demand: the server may be
 * unavailable at any time.
 */
export function openDatabase(url: string, schema: string, size = 4): Database {
  const connect = () => {
    const options = {
      max: size,
      // The driver (postgres 3.4.9) opens another connection in place of one that the server has ended, but reports the
      // server's last error to its next statement, which was executed.
      socket: (target: SocketTarget) => openSocket(target, () => replace(opened)),
      connect_timeout: 1,
      // The next request reconnects immediately, without back-off.
      backoff: () => 0,
      transform: postgres.camel,
      // Reading array types from the server at each connection terminates the process when that connection breaks, so
      // they are defined here; lists are returned as JSON.
      fetch_types: false,
      types: { texts: list(1009), integers: list(1007) },
      connection: { application_name: `axiom-${schema}`, search_path: schema, statement_timeout: statementTimeout },
      onnotice: () => {},
    };
    const opened = postgres(url, options);
    return opened;
  };
  let pool = connect();
  let isClosed = false;
  /** Replaces a pool, whose running statements may end within `timeout` seconds. */
  const replace = (used: Sql, timeout = 5) => {
    if (used !== pool || isClosed) return;
    pool = connect();
    void used.end({ timeout });
  };
  let lastResponseAt = 0;

  const inTime = async <Result>(
    work: (sql: Sql, ends: AbortSignal) => PromiseLike<Result>,
    signal?: AbortSignal,
  ): Promise<Result> => {
    if (signal?.aborted) throw backendErrorOf(signal.reason);
    const usedPool = pool;
    const startedAt = performance.now();
    const overdue = new AbortController();
    const timer = setTimeout(() => {
      overdue.abort(new DOMException('no response in time', 'TimeoutError'));
      // The server is silent: these connections may never respond, and would block all later statements.
      if (lastResponseAt < startedAt) replace(usedPool, 0);
    }, responseTimeout);
    const ends = signal ? AbortSignal.any([signal, overdue.signal]) : overdue.signal;
    try {
      const running = (async () => work(usedPool, ends))();
      // The caller may stop waiting earlier; the connection must still be checked.
      const settle = () => clearTimeout(timer);
      running.then(settle, settle);
      const result = await unlessAborted(running, ends);
      lastResponseAt = performance.now();
      return result;
    } catch (error) {
      if (error instanceof postgres.PostgresError) lastResponseAt = performance.now();
      throw backendErrorOf(error);
    }
  };

  const query: Database['query'] = (statement, signal) =>
    inTime(async (sql, ends) => {
      const startedAt = performance.now();
      const run = () => cancellable(statement(sql), ends);
      return run().catch((error) => {
        const isOverdue = ends.aborted || performance.now() - startedAt >= statementTimeout;
        // The server cancels the current statement of a connection, which may be the next one that no caller cancelled.
        if (error.code === cancelled && !isOverdue) return run();
        throw error;
      });
    }, signal);
  return {
    query,
    transact: <Result>(work: (query: RunQuery) => Promise<Result>, signal?: AbortSignal) =>
      inTime((sql, ends) => {
        const begun = sql.begin((transaction) =>
          work(async (statement) => {
            // The transaction is rolled back by then, and a later statement would run outside of it.
            ends.throwIfAborted();
            // A transaction has only the query methods of a pool, and no others are used here.
            const rows = await unlessAborted(cancellable(statement(transaction as unknown as Sql), ends), ends);
            lastResponseAt = performance.now();
            return rows;
          }),
        );
        return begun as Promise<Result>;
      }, signal),
    check: async () => {
      await query((sql) => sql`select 1`);
    },
    close: () => {
      isClosed = true;
      return pool.end({ timeout: 1 });
    },
  };
}

/** The servers to connect to, as the driver passes them. */
interface SocketTarget {
  host: string[];
  port: number[];
}

/**
 * Turns the end of a connection into an error: otherwise the driver retries silently and forever behind a proxy that
 * accepts connections for an unavailable server. `onEnd`: called when the server ends the connection.
 */
function openSocket({ host: [host = ''], port: [port = 0] }: SocketTarget, onEnd: () => void): Socket {
  const socket = dial({ host, port, noDelay: true });
  const reason = Object.assign(new Error('the connection was closed'), { code: 'CONNECTION_ENDED' });
  socket.once('end', () => {
    onEnd();
    socket.destroy(reason);
  });
  // The driver reads this to verify a certificate.
  return Object.assign(socket, { host, port });
}

/** The array type with this OID, as a parameter type. */
function list(oid: number): PostgresType<readonly (string | number)[]> {
  const quoted = (item: string | number) => `"${String(item).replace(/[\\"]/g, '\\$&')}"`;
  return { to: oid, from: [], serialize: (items) => `{${items.map(quoted).join()}}`, parse: (text) => text };
}

/** The SQLSTATE of a cancelled statement, by a request or by its timeout. */
const cancelled = '57014';

/** Runs a statement and cancels it at the server when `signal` aborts. */
async function cancellable<Rows extends readonly object[]>(
  query: PendingQuery<Rows>,
  signal: AbortSignal,
): Promise<Rows> {
  // Not `query.cancel()`, which terminates the process when the server is unreachable.
  const { canceller } = query as unknown as { canceller(query: unknown): Promise<void> };
  const cancel = () => void canceller(query).catch(() => {});
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return withoutHoles(await query);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/**
 * The rows of a result, without the empty elements at its start. After a statement that failed midway, the driver
 * (postgres 3.4.9) continues the row count, also over a new connection, and prepends as many empty elements to the next
 * result.
 */
function withoutHoles<Rows extends readonly object[]>(rows: Rows): Rows {
  const first = rows.findIndex((row) => row !== undefined);
  if (first > 0) (rows as unknown as object[]).splice(0, first);
  return rows;
}

function unlessAborted<Result>(work: PromiseLike<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).then(() => signal.removeEventListener('abort', abort));
  });
}

/** SQLSTATE classes that concern the connection, access, resources, an operator or damage, not the statement. */
const outages = /^(08|28|53|57|58|F0|XX)/;

/**
 * Errors of the server, the driver and timeouts have a code. An error without one is a bug and is rethrown unchanged.
 */
function backendErrorOf(error: unknown): unknown {
  const { code, message } = error as { code?: string; message: string };
  if (code === undefined) return error;
  if (code === cancelled || code === 'CONNECT_TIMEOUT') {
    return backendError('PostgreSQL', new DOMException(message, { name: 'TimeoutError', cause: error }));
  }
  return error instanceof postgres.PostgresError && !outages.test(code) ? error : backendError('PostgreSQL', error);
}
