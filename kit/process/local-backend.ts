/**
 * The shape every `backends/<name>/local.ts` has, so that whoever starts the house treats all of them alike.
 * A local backend is the real system or a simulator that speaks the same wire protocol; the rooms that use it
 * see only the variables in `env`.
 */

/** What a backend is told when it is started on this machine. */
export interface LocalOptions {
  /** Folder that belongs to this backend alone; it exists, survives restarts and may be emptied by a reset. */
  dataDir: string;
  /** The environment of the house: ports, addresses and switches. Nothing else is read from `process.env`. */
  env: Readonly<Record<string, string | undefined>>;
  /** Returns the secret of this name, the same at every start, made from 32 random bytes (hex) at the first. */
  secret(name: string): string;
  /** Takes one line of progress or of the backend's own output. */
  log(line: string): void;
  /** Ends a start that is not finished. */
  signal?: AbortSignal;
}

/** A backend that answers: what it is, where, and how to end it. */
export interface LocalBackend {
  /** The system's own name, as people know it: `Meilisearch`. */
  name: string;
  /** `real`: the system itself, started here. `simulator`: an imitation with the same protocol. `external`: named by the environment, not started. */
  kind: 'real' | 'simulator' | 'external';
  version: string;
  /** Address without credentials, for people to read. */
  address: string;
  /** Variables that the rooms using this backend read, credentials included. */
  env: Record<string, string>;
  /** Process ids that belong to it, parents first; empty when external. */
  pids: number[];
  /** Settles with the reason when the backend ends by itself; never settles when it was stopped or is external. */
  crashed: Promise<string>;
  /** Ends it in order and resolves when no process of it is left. */
  stop(): Promise<void>;
}

/** Starts a backend and resolves when it answers; rejects with a message that says what to do. */
export type StartLocal = (options: LocalOptions) => Promise<LocalBackend>;

/** A backend that the environment names and that nobody here starts or stops. */
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

/** The same URL with user name and password left out, fit for a log or a table. */
export function withoutCredentials(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href;
}
