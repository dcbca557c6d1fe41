import { setTimeout as sleep } from 'node:timers/promises';
import { executeAt } from '../graph.ts';
import type { Acknowledgements } from './acknowledgements.ts';
import { type Fact, type PageData, pageQuery } from './facts.ts';

/** What a proof runs against. */
export interface ProofOptions {
  /** The GraphQL endpoints of at least two gateways. */
  gateways: readonly string[];
  facts: readonly Fact[];
  acknowledgements: Acknowledgements;
  /** How long changes and reads go on, in milliseconds, and until there are so many reads. */
  duration: number;
  leastReads: number;
  /** Concurrent readers. */
  readers: number;
  /** What is ended abruptly, in turn, at equal distances of the duration. */
  kills: readonly (() => Promise<void>)[];
}

/** What a proof has counted. */
export interface ProofResult {
  /** Responses with all facts, and those that came without a call of a subgraph. */
  reads: number;
  hits: number;
  /** Requests that failed: while something was ended. */
  failed: number;
  /** Changes by fact, and those that were acknowledged. */
  changes: Record<string, number>;
  acknowledged: Record<string, number>;
  /** Reads that were older than a change that was acknowledged before they began. */
  stale: string[];
}

/** Milliseconds between two changes of the same fact, after its acknowledgement. */
const pause = 200;
/** Milliseconds after which a change counts as not acknowledged. */
const patience = 15_000;

/** Changes facts and reads them at the same time, and compares every read with what was acknowledged before it. */
export async function prove(options: ProofOptions): Promise<ProofResult> {
  const { gateways, facts, acknowledgements, duration, leastReads, readers, kills } = options;
  const acknowledged = new Map<string, number>();
  const counts = (value = 0) => Object.fromEntries(facts.map(({ name }) => [name, value]));
  const result: ProofResult = { reads: 0, hits: 0, failed: 0, changes: counts(), acknowledged: counts(), stale: [] };
  const began = performance.now();
  const isOver = () => performance.now() - began > duration && result.reads >= leastReads;

  async function changeAgainAndAgain(fact: Fact): Promise<void> {
    for (let state = 1; !isOver(); state += 1) {
      const after = await acknowledgements.last();
      await persist(() => fact.change(state));
      result.changes[fact.name] = state;
      if (await acknowledgements.ofChange(fact, after, patience)) {
        acknowledged.set(fact.name, state);
        result.acknowledged[fact.name] = (result.acknowledged[fact.name] ?? 0) + 1;
      }
      await sleep(pause);
    }
  }

  async function readAgainAndAgain(reader: number): Promise<void> {
    for (let turn = reader; !isOver(); turn += 1) {
      const least = new Map(acknowledged);
      const url = gateways[turn % gateways.length] as string;
      // The first text is answered whole; of the others, each reader has its own.
      const query = pageQuery(turn % 3 === 0 ? 'Page' : `Page${turn % 50}`);
      const read = await readPage(url, query);
      if (!read) {
        result.failed += 1;
        await sleep(20);
        continue;
      }
      result.reads += 1;
      if (read.isHit) result.hits += 1;
      for (const fact of facts) {
        const [state, expected] = [fact.read(read.data), least.get(fact.name) ?? Number.NEGATIVE_INFINITY];
        if (state < expected) result.stale.push(`${fact.name} at ${url}: ${state} after ${expected}`);
      }
    }
  }

  async function endInTurn(): Promise<void> {
    for (const [index, kill] of kills.entries()) {
      const at = (duration * (index + 1)) / (kills.length + 1);
      await sleep(Math.max(0, at - (performance.now() - began)));
      await kill();
    }
  }

  await Promise.all([
    ...facts.map(changeAgainAndAgain),
    ...Array.from({ length: readers }, (_, reader) => readAgainAndAgain(reader)),
    endInTurn(),
  ]);
  return result;
}

/** Milliseconds from the end of each change until a reader sees it, one after the other. */
export async function measureFreshness(
  url: string,
  facts: readonly Fact[],
  from: number,
  rounds: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let state = from; state < from + rounds; state += 1) {
    for (const fact of facts) {
      await readPage(url, pageQuery('Page'));
      await fact.change(state);
      const committed = performance.now();
      for (;;) {
        const read = await readPage(url, pageQuery('Page'));
        if (read && fact.read(read.data) >= state) break;
        await sleep(5);
      }
      times.push(performance.now() - committed);
    }
  }
  return times.sort((one, other) => one - other);
}

interface Read {
  data: PageData;
  isHit: boolean;
}

/** Undefined for a response with errors, and without a response. */
async function readPage(url: string, query: string): Promise<Read | undefined> {
  try {
    const { data, errors, extensions } = await executeAt(
      url,
      query,
      {},
      { 'x-axiom-cache': 'report', 'x-axiom-country': 'FR' },
    );
    const { misses } = (extensions?.cache ?? {}) as { misses?: number };
    return errors || !data ? undefined : { data: data as PageData, isHit: misses === 0 };
  } catch {
    return undefined;
  }
}

/** Repeats a change until its backend accepts it. */
async function persist(change: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      return await change();
    } catch {
      await sleep(100);
    }
  }
}
