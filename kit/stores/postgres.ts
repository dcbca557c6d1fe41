import { connect as dial, type Socket } from 'node:net';
import postgres, { type PendingQuery, type PostgresType, type Sql } from 'postgres';
import { backendError } from '../graph/errors.ts';

/** Runs one statement and resolves to its rows, columns in camelCase. */
export type RunQuery = <Rows extends readonly object[]>(statement: (sql: Sql) => PendingQuery<Rows>) => Promise<Rows>;

/** A room's connections to its schema of a PostgreSQL database. */
export interface Database {
  /**
   * Runs one statement and resolves to its rows, columns in camelCase. Rejects with BACKEND_TIMEOUT or
   * BACKEND_UNAVAILABLE within two seconds, or earlier when `signal` aborts, which also cancels the statement at the
   * server; a statement that the server refuses rejects as it is, since that fault is ours.
   */
  query<Rows extends readonly object[]>(
    statement: (sql: Sql) => PendingQuery<Rows>,
    signal?: AbortSignal,
  ): Promise<Rows>;
  /**
   * Runs what `work` asks as one transaction, whose changes count together once it is over, or not at all when `work`
   * rejects. Rejects as `query` does, within two seconds for the whole; whether a transaction that ran out of time was
   * committed at the last moment cannot be known. `work` must ask by what it is given alone.
   */
  transact<Result>(work: (query: RunQuery) => Promise<Result>, signal?: AbortSignal): Promise<Result>;
  /** Resolves when the server answers; rejects with the reason otherwise. */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds after which the server gives up a statement by itself. */
const statementTimeout = 1_000;

/** Milliseconds after which we no longer wait, the server being silent, frozen or beyond a broken network. */
const answerTimeout = 1_500;

/**
 * Opens a pool of at most `size` connections that sees `schema` alone. Connections are made when they are needed: the
 * server may be down now, or go and come back at any time.
 */
export function openDatabase(url: string, schema: string, size = 4): Database {
  const connect = () => {
    const options = {
      max: size,
      socket: openSocket,
      connect_timeout: 1,
      // The next request tries again at once: none waits for a server that was gone a moment ago.
      backoff: () => 0,
      transform: postgres.camel,
      // Asking the server for its array types at each connection ends the process where that connection breaks
      // meanwhile, so we bring those we send; lists come back as JSON.
      fetch_types: false,
      types: { texts: list(1009), integers: list(1007) },
      connection: { application_name: `axiom-${schema}`, search_path: schema, statement_timeout: statementTimeout },
      onnotice: () => {},
    };
    return postgres(url, options);
  };
  let pool = connect();
  let heardAt = 0;

  const inTime = async <Result>(
    work: (sql: Sql, ends: AbortSignal) => PromiseLike<Result>,
    signal?: AbortSignal,
  ): Promise<Result> => {
    if (signal?.aborted) throw meaningOf(signal.reason);
    const asked = pool;
    const askedAt = performance.now();
    const overdue = new AbortController();
    const timer = setTimeout(() => {
      overdue.abort(new DOMException('no answer in time', 'TimeoutError'));
      // Nothing heard since: these connections may never answer again, and would hold every statement to come.
      if (asked !== pool || heardAt >= askedAt) return;
      pool = connect();
      void asked.end({ timeout: 0 });
    }, answerTimeout);
    const ends = signal ? AbortSignal.any([signal, overdue.signal]) : overdue.signal;
    try {
      const running = (async () => work(asked, ends))();
      // The caller may leave earlier; whether the connection is alive is to be known all the same.
      const settle = () => clearTimeout(timer);
      running.then(settle, settle);
      const result = await unlessAborted(running, ends);
      heardAt = performance.now();
      return result;
    } catch (error) {
      if (error instanceof postgres.PostgresError) heardAt = performance.now();
      throw meaningOf(error);
    }
  };

  const query: Database['query'] = (statement, signal) =>
    inTime(async (sql, ends) => {
      const askedAt = performance.now();
      const run = () => cancellable(statement(sql), ends);
      return run().catch((error) => {
        const isOverdue = ends.aborted || performance.now() - askedAt >= statementTimeout;
        // The server cancels what a connection does at the moment: that may be the next statement, which nobody gave up.
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
            // Asked later, it would count by itself: the transaction has been rolled back by then.
            ends.throwIfAborted();
            // A transaction lacks what a pool has beside statements, which nobody asks for here.
            const rows = await unlessAborted(cancellable(statement(transaction as unknown as Sql), ends), ends);
            heardAt = performance.now();
            return rows;
          }),
        );
        return begun as Promise<Result>;
      }, signal),
    check: async () => {
      await query((sql) => sql`select 1`);
    },
    close: () => pool.end({ timeout: 1 }),
  };
}

/**
 * A connection that ends is a connection that broke: left to itself, the driver would silently try again for ever
 * where a proxy accepts connections for a server that is gone.
 */
function openSocket({ host: [host = ''], port: [port = 0] }: { host: string[]; port: number[] }): Socket {
  const socket = dial({ host, port, noDelay: true });
  const reason = Object.assign(new Error('the connection was closed'), { code: 'CONNECTION_ENDED' });
  socket.once('end', () => socket.destroy(reason));
  // What the driver reads to check a certificate.
  return Object.assign(socket, { host, port });
}

/** The array type of this OID, as a parameter. */
function list(oid: number): PostgresType<readonly (string | number)[]> {
  const quoted = (item: string | number) => `"${String(item).replace(/[\\"]/g, '\\$&')}"`;
  return { to: oid, from: [], serialize: (items) => `{${items.map(quoted).join()}}`, parse: (text) => text };
}

/** The SQLSTATE of a statement that was cancelled, by a request or by its timeout. */
const cancelled = '57014';

/** A statement that is cancelled at the server when `signal` aborts. */
async function cancellable<Rows extends readonly object[]>(
  query: PendingQuery<Rows>,
  signal: AbortSignal,
): Promise<Rows> {
  // Not `query.cancel()`, which ends the process where the server cannot be reached to cancel.
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
 * The rows of a result, without the empty places at its start. The driver (postgres 3.4.9) counts on from the rows of a statement that
 * broke off, also over a new connection, and puts those of the next statement behind as many empty places.
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

/** Classes of SQLSTATE that speak of the connection, access, resources, an operator or damage rather than of the statement. */
const outages = /^(08|28|53|57|58|F0|XX)/;

/** What the server, the driver and the clock say has a code; what has none is a fault of ours, to be seen as it is. */
function meaningOf(error: unknown): unknown {
  const { code, message } = error as { code?: string; message: string };
  if (code === undefined) return error;
  if (code === cancelled || code === 'CONNECT_TIMEOUT') {
    return backendError('PostgreSQL', new DOMException(message, { name: 'TimeoutError', cause: error }));
  }
  return error instanceof postgres.PostgresError && !outages.test(code) ? error : backendError('PostgreSQL', error);
}
