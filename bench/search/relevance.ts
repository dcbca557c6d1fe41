import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A query with what fits it. */
export interface Judgement {
  query: string;
  /** Handle of a product → how well it fits, 1 to 3; empty where nothing fits. */
  grades: Map<string, number>;
  /** Whether it only counts: its answers are not looked at while the search is changed. */
  isHeldOut: boolean;
}

/** How well a system answers a set of queries. */
export interface Relevance {
  queries: number;
  /** The mean of NDCG@10 over the queries that something fits, 0 to 1. */
  ndcg: number;
  /** The share of the queries that something fits which were answered with nothing, 0 to 1. */
  withoutHit: number;
  /** The share of the queries that nothing fits which were answered with nothing, 0 to 1. */
  rightlyEmpty: number;
}

const depth = 10;

/** Reads `judgements.txt`; every third query is held out. Throws for a line that it cannot read. */
export async function readJudgements(): Promise<Judgement[]> {
  const text = await readFile(join(import.meta.dirname, 'judgements.txt'), 'utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map((line, index) => {
    const [query = '', ...grades] = line.split(' |').map((part) => part.trim());
    return { query, grades: new Map(grades.flatMap(readGrade)), isHeldOut: index % 3 === 2 };
  });
}

/** Measures answers, by query: the handles found, the best first. */
export function measure(judgements: readonly Judgement[], answers: ReadonlyMap<string, string[]>): Relevance {
  const answer = ({ query }: Judgement) => answers.get(query) ?? [];
  const fitting = judgements.filter(({ grades }) => grades.size > 0);
  const hopeless = judgements.filter(({ grades }) => grades.size === 0);
  const share = (some: Judgement[], all: Judgement[]) => some.length / Math.max(all.length, 1);
  const isEmpty = (judgement: Judgement) => answer(judgement).length === 0;
  return {
    queries: judgements.length,
    ndcg:
      fitting.reduce((sum, judgement) => sum + ndcgOf(judgement, answer(judgement)), 0) / Math.max(fitting.length, 1),
    withoutHit: share(fitting.filter(isEmpty), fitting),
    rightlyEmpty: share(hopeless.filter(isEmpty), hopeless),
  };
}

/** Normalised discounted cumulative gain of the first ten, with gains of 2^grade − 1. */
export function ndcgOf({ grades }: Judgement, handles: readonly string[]): number {
  const gained = handles.map((handle) => grades.get(handle) ?? 0);
  const best = [...grades.values()].sort((a, b) => b - a);
  return best.length === 0 ? 0 : cumulated(gained) / cumulated(best);
}

function cumulated(grades: number[]): number {
  return grades.slice(0, depth).reduce((sum, grade, place) => sum + (2 ** grade - 1) / Math.log2(place + 2), 0);
}

/** `3: ember-tote scree-satchel` */
function readGrade(text: string): [string, number][] {
  if (text === '') return [];
  const [, grade, handles] = /^([123]): ([a-z0-9 -]+)$/.exec(text) ?? [];
  if (!grade || !handles) throw new Error(`judgements.txt: ${text} is no grade.`);
  return handles.split(' ').map((handle) => [handle, Number(grade)]);
}
