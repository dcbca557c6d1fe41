/**
 * The interface of every `backends/<name>/local.ts`. A local backend is the real system or a simulator with the same
 * wire protocol; the services that use it see only the variables in `env`.
 */

/** The options for starting a backend on this machine. */
export interface LocalOptions {
  /** A folder for this backend only. It exists, survives restarts and may be emptied by a reset. */
  dataDir: string;
  /** The environment: ports, addresses and switches. The backend reads nothing else from `process.env`. */
  env: Readonly<Record<string, string | undefined>>;
  /** Returns the secret of this name: 32 random bytes (hex), created at the first start and kept. */
  secret(name: string): string;
  /** Logs one line of progress or output. */
  log(line: string): void;
  /** Cancels the start. */
  signal?: AbortSignal;
}

/** A running backend. */
export interface LocalBackend {
  /** The name of the system: `Meilisearch`. */
  name: string;
  /** `real`: the system itself, started here. `simulator`: an imitation with the same protocol. `external`: named by the environment, not started. */
  kind: 'real' | 'simulator' | 'external';
  version: string;
  /** The address without credentials, for display. */
  address: string;
  /** The variables for the services that use this backend, including credentials. */
  env: Record<string, string>;
  /** Its process ids, parents first; empty when external. */
  pids: number[];
  /** Resolves with the reason when the backend exits unexpectedly; never settles when it was stopped or is external. */
  crashed: Promise<string>;
  /** Stops it gracefully and resolves when all its processes have exited. */
  stop(): Promise<void>;
}

/** Starts a backend and resolves when it is ready; rejects with a message that says what to do. */
export type StartLocal = (options: LocalOptions) => Promise<LocalBackend>;

/** A backend that the environment names. It is neither started nor stopped here. */
export function external(name: string, address: string, env: Record<string, string>): LocalBackend {
  return {
    name,
    kind: 'external',
    version: '',
    address: withoutCredentials(address),
    env,
    pids: [],
    crashed: new Promise(() => {}),
    stop: async () => {},
  };
}

/** The URL without user name and password, for logs and display. */
export function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href;
}
