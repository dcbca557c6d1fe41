import type { GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from '#kit/graph/errors.ts';
import { within } from '#kit/process/within.ts';
import type { GatewayContext } from '../../context.ts';
import type { Data } from '../../execution/response/complete-response.ts';
import type { PreparedFetch, SendToSubgraph, SubgraphResult } from '../../execution/subgraph-request.ts';
import { addUsed, type UsedMarket } from '../../markets.ts';
import type { Cache, Position } from '../cache.ts';
import type { Uncached } from '../cache-use.ts';
import type { CacheEntry } from '../entry.ts';
import { type FetchRecord, openRecord } from './fetch-record.ts';
import { type Unit, type UnitPart, unitsOf } from './unit.ts';
import { askFor, distribute, joinUnits } from './unit-request.ts';

/** The parts of a request's context that the cache needs. */
export type UnitContext = Pick<GatewayContext, 'market' | 'usedMarket' | 'deadline' | 'signal' | 'cacheUse'>;

/** A request to a subgraph whose parts may be cached. */
export interface UnitFetch {
  prepared: PreparedFetch;
  /** Its variables without representations, as JSON without braces. */
  variables: string;
  parts: readonly UnitPart[];
}

/** What units are fetched with, in one execution of a plan. */
export interface UnitOptions {
  cache: Cache;
  context: UnitContext;
  send: SendToSubgraph;
  /** The variables of the plan. */
  variables: Readonly<Data>;
}

/** What was fetched for a unit, for others that wait for it; undefined where they must fetch it themselves. */
type Outcome =
  | { text: string; used: UsedMarket | undefined; kept: CacheEntry | Uncached }
  /** The subgraph answers no one. */
  | { errors: readonly GraphQLFormattedError[] }
  | undefined;

/** A unit that this request fetches, and those who wait for it. */
interface OwnUnit {
  unit: Unit;
  flight?: { signal: AbortSignal; resolve(outcome: Outcome): void };
}

/** The codes of outages. Older data may replace what is lost by them. */
const outages: ReadonlySet<unknown> = new Set<ErrorCode>([
  'SUBGRAPH_UNAVAILABLE',
  'SUBGRAPH_TIMEOUT',
  'BACKEND_UNAVAILABLE',
  'BACKEND_TIMEOUT',
]);

/**
 * Reads units from the cache, and requests the missing ones from the subgraph at once. A unit that another request is
 * fetching is awaited. The result is that of one request for all units. What a subgraph returns whole and without any error is
 * kept, as its hints allow. Where it fails, units are used that are older than their `maxAge`, as far as their
 * `staleIfError` allows. Never rejects.
 */
export async function fetchUnits(fetch: UnitFetch, options: UnitOptions): Promise<SubgraphResult> {
  const fetching = new UnitFetching(fetch, options);
  await fetching.run();
  return fetching.result();
}

class UnitFetching {
  readonly #fetch: UnitFetch;
  readonly #options: UnitOptions;
  readonly #units: readonly Unit[];
  readonly #record: FetchRecord;
  /** Errors that belong to no unit. */
  readonly #errors: GraphQLFormattedError[] = [];

  constructor(fetch: UnitFetch, options: UnitOptions) {
    const { market, cacheUse } = options.context;
    this.#fetch = fetch;
    this.#options = options;
    this.#units = unitsOf(fetch.parts, cacheUse.mode === 'none' ? undefined : { market, variables: options.variables });
    this.#record = openRecord(fetch.parts, cacheUse);
  }

  async run(): Promise<void> {
    if (this.#isReading) await this.#readKept();
    const missing = this.#units.filter(({ value }) => value === undefined);
    if (missing.length > 0) await this.#fetchMissing(missing);
    this.#record.end();
  }

  result(): SubgraphResult {
    return joinUnits(this.#units, this.#fetch.parts, this.#errors);
  }

  get #isReading(): boolean {
    return this.#options.context.cacheUse.mode === 'use';
  }

  async #readKept(): Promise<void> {
    const cached = this.#units.filter(({ key }) => key !== undefined);
    if (cached.length === 0) return;
    const entries = await this.#options.cache.getMany(cached.map(({ key }) => key as string));
    const hits = cached.flatMap((unit, index) => {
      const entry = entries[index];
      return entry ? { unit, entry } : [];
    });
    if (hits.length === 0) return;
    // One text is parsed faster than many.
    const values = JSON.parse(`[${hits.map(({ entry }) => entry.value).join()}]`) as unknown[];
    for (const [index, { unit, entry }] of hits.entries()) this.#take(unit, values[index], entry);
  }

  #take(unit: Unit, value: unknown, entry: CacheEntry): void {
    unit.value = value;
    addUsed(this.#options.context.usedMarket, entry.extra as UsedMarket | undefined);
    this.#record.addHit(unit, entry);
  }

  async #fetchMissing(missing: readonly Unit[]): Promise<void> {
    const { cache, context } = this.#options;
    const own: OwnUnit[] = [];
    const waiting: Promise<Unit | undefined>[] = [];
    for (const unit of missing) {
      if (unit.key === undefined || !this.#isReading) {
        own.push({ unit });
        continue;
      }
      const { length } = own;
      const outcome = cache.flight<Outcome>(
        unit.key,
        ({ signal }) => new Promise((resolve) => own.push({ unit, flight: { signal, resolve } })),
        context,
      );
      if (own.length === length) waiting.push(this.#receive(unit, outcome));
      // It rejects when the client disconnects.
      else outcome.catch(() => {});
    }
    // However it ends, no one waits for a flight that never lands.
    await this.#fetchOwn(own).finally(() => {
      for (const { flight } of own) flight?.resolve(undefined);
    });
    if (waiting.length === 0) return;
    const left = (await Promise.all(waiting)).filter((unit) => unit !== undefined);
    await this.#fetchOwn(left.map((unit) => ({ unit })));
  }

  /** Waits for a unit that another request fetches. Resolves to it where it must be fetched again. */
  async #receive(unit: Unit, awaited: Promise<Outcome>): Promise<Unit | undefined> {
    const time = this.#options.context.deadline - performance.now();
    const outcome = await within(time, awaited).catch(() => undefined);
    if (!outcome) return unit;
    if ('errors' in outcome) {
      unit.errors = outcome.errors;
      if (!this.#standInFor(unit)) this.#record.addMiss(unit, 'errors');
    } else if (typeof outcome.kept !== 'string') this.#take(unit, JSON.parse(outcome.text), outcome.kept);
    else {
      unit.value = JSON.parse(outcome.text);
      addUsed(this.#options.context.usedMarket, outcome.used);
      this.#record.addMiss(unit, outcome.kept);
    }
    return undefined;
  }

  async #fetchOwn(own: readonly OwnUnit[]): Promise<void> {
    if (own.length === 0) return;
    const { parts, prepared, variables } = this.#fetch;
    const { cache, context, send } = this.#options;
    const position = cache.position();
    const asked = askFor(
      own.map(({ unit }) => unit),
      parts,
      variables,
    );
    const received = await send({
      fetch: prepared,
      variables: asked.variables,
      entities: asked.entities,
      isShared: parts.every(({ rules }) => rules.uncached === undefined),
      client: clientOf(own, context.signal),
    });
    this.#errors.push(...distribute(received, asked));
    const isComplete = received.data != null && !received.errors?.length;
    for (const { unit, flight } of own) {
      const shared = received.isDown ? { errors: unit.errors } : undefined;
      const isFetched = isComplete && unit.value !== undefined;
      const outcome = isFetched ? this.#keep(unit, received, position) : shared;
      flight?.resolve(outcome);
      if (!isFetched && !this.#standInFor(unit)) this.#record.addMiss(unit, 'errors');
    }
  }

  /** Keeps a unit that was fetched. Its text is written before its value is merged with others. */
  #keep(unit: Unit, { market, isPartial }: SubgraphResult, position: Position): Outcome {
    const { key, value, representation, part, fallbacks } = unit;
    const used = fallbacks ? { ...market, fallbacks } : market;
    const { policy, tags: reader, subgraph, uncached } = part.rules;
    if (key === undefined || !reader) {
      this.#record.addMiss(unit, uncached ?? 'bypassed');
      return undefined;
    }
    const text = JSON.stringify(value);
    const { cache, variables } = this.#options;
    const read =
      representation === undefined
        ? reader.ofRoot(value as Data, variables)
        : reader.ofEntity(JSON.parse(representation), value, variables);
    const tags = [...(read ?? [])].map((tag) => `${subgraph}/${tag}`);
    const { taggedMaxAge: maxAge, staleIfError } = policy;
    const set = () =>
      cache.set(key, { value: text, tags, maxAge, staleIfError, extra: used }, position, { isShared: true });
    const kept = isPartial ? 'partial' : tags.length === 0 ? 'no tag' : (set() ?? 'invalidated');
    this.#record.addMiss(unit, kept);
    return { text, used, kept };
  }

  /** Replaces a unit that is lost by an outage with one that is older than its `maxAge`. Returns whether there was any. */
  #standInFor(unit: Unit): boolean {
    const { key, errors, part } = unit;
    if (!this.#isReading || key === undefined || part.rules.policy.staleIfError === 0) return false;
    if (errors.length === 0 || !errors.every(({ extensions }) => outages.has(extensions?.code))) return false;
    const entry = this.#options.cache.getStale(key);
    if (!entry) return false;
    Object.assign(unit, { value: JSON.parse(entry.value as string), errors: [] });
    addUsed(this.#options.context.usedMarket, entry.extra as UsedMarket | undefined);
    this.#record.addStale(unit, entry);
    return true;
  }
}

/** The client of a request for units: it has left when no one waits for any of them. */
function clientOf(own: readonly OwnUnit[], signal: AbortSignal) {
  return {
    get aborted() {
      return signal.aborted && own.every(({ flight }) => !flight || flight.signal.aborted);
    },
    get reason() {
      return signal.reason;
    },
  };
}
