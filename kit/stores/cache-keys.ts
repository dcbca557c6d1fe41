import { createHash } from 'node:crypto';

/** The keys of the caches' protocol in Redis. The hash tag puts those that one MULTI uses in one slot of a cluster. */
export const cacheKeys = {
  /** A stream of invalidations: `{ event: JSON of Invalidation }`. */
  events: '{axiom:cache}:events',
  /** A hash of the gateways that follow the stream, by name: see `registration`. */
  gateways: '{axiom:cache}:gateways',
  /** A random text that is lost when Redis loses its data. */
  identity: '{axiom:cache}:identity',
  /** A hash of how far each change feed was published: name → cursor. */
  cursors: '{axiom:cache}:cursors',
  /** An entry of a gateway's cache, in any slot: the entries are spread over a cluster. */
  entry: (generation: string, key: string) => `axiom:cache:entry:${generation}:${key}`,
};

/** Events that the stream retains at least. A gateway that is further behind drops everything. */
export const retainedEvents = 2_000;

/** Times of the protocol in milliseconds. Record 0035 in docs/decisions says how they depend on each other. */
export const cacheTimes = {
  /** For how long a gateway that has no contact to Redis goes on as if it had. */
  lease: 2_000,
  /** The longest life of an entry in a gateway without contact. */
  shortLife: 1_000,
  /** Without contact for longer, a gateway keeps nothing. */
  off: 15_000,
  /**
   * A gateway that was silent for longer is removed from the registry, and a registry that is known for longer is complete.
   * More than `off` and `shortLife` together.
   */
  forget: 20_000,
};

/** What changed: tags of one scope, or of all scopes. The tag `*` means everything. */
export interface Invalidation {
  /** The subgraph whose data changed. */
  scope?: string;
  /** Tags without scope: `product:prod_1`. */
  tags: readonly string[];
  /** What happened, for webhooks. Gateways ignore it. */
  changes?: readonly Change[];
}

/** Whether the text is a tag: a kind and, for one object, a colon and its id or slug; or `*`. */
export function isCacheTag(text: string): boolean {
  return /^(\*|[a-z][a-zA-Z-]{0,39}(:[\w.~%@+-]{1,200})?)$/.test(text);
}

/** A change that caused an invalidation: `{ kind: 'PRICE', id: 'prod_1' }`. */
export interface Change {
  kind: string;
  id: string;
}

/** The id of an event in the stream: the milliseconds of Redis's clock, and a number. */
export type EventId = `${number}-${number}`;

/** Negative when `one` is before `other`, positive when it is after it. */
export function compareIds(one: EventId, other: EventId): number {
  const [oneTime = 0, oneNumber = 0] = one.split('-').map(Number);
  const [otherTime = 0, otherNumber = 0] = other.split('-').map(Number);
  return oneTime - otherTime || oneNumber - otherNumber;
}

/**
 * Names one continuous state of one Redis server: it changes when the server restarts, when another replaces it, and when
 * its data is deleted. Ids of different generations cannot be compared.
 */
export function generationOf(serverInfo: string, identity: string): string {
  // The simulator has no run id. Its data ends with its process, and so does the identity.
  const runId = /^run_id:(\S+)/m.exec(serverInfo)?.[1] ?? '';
  return createHash('sha256').update(`${runId} ${identity}`).digest('base64url').slice(0, 12);
}

/** A gateway's line in the registry: how far it has dropped what was invalidated. `beat` differs in each. */
export interface Registration {
  generation: string;
  position: EventId;
  beat: number;
}

/** The text of a registration. */
export function writeRegistration({ generation, position, beat }: Registration): string {
  return `${generation} ${position} ${beat}`;
}

/** Reads a registration. */
export function readRegistration(text: string): Registration {
  const [generation = '', position = '0-0', beat] = text.split(' ');
  return { generation, position: position as EventId, beat: Number(beat) };
}
