import { useSyncExternalStore } from 'react';
import { type FetchReport, type FieldSource, fieldSources } from '../field-sources.ts';

/** `extensions.cache` of a response. */
interface CacheReport {
  hits: number;
  misses: number;
  age: number | null;
  fetches: FetchReport[];
}

/** What the explorer knows of the last response. */
export interface CacheState {
  /** Whether reports are requested. */
  isOn: boolean;
  /** The last report; undefined before the first response with one. */
  report: (CacheReport & { operation: string; fields: FieldSource[] }) | undefined;
}

const storageKey = 'axiom:cacheReport';
const listeners = new Set<() => void>();
let state: CacheState = { isOn: localStorage.getItem(storageKey) !== 'off', report: undefined };

/** The state, for components. */
export function useCacheState(): CacheState {
  return useSyncExternalStore(subscribe, () => state);
}

/** Requests reports or not, now and at later visits. */
export function setReporting(isOn: boolean): void {
  localStorage.setItem(storageKey, isOn ? 'on' : 'off');
  update({ isOn, report: undefined });
}

/** The headers that request a report. */
export function reportHeaders(): Record<string, string> {
  return state.isOn ? { 'x-axiom-cache': 'report' } : {};
}

/** Keeps the report of a response. */
export function takeReport(operation: string | undefined, { data, extensions }: Response): void {
  const cache = extensions?.cache as CacheReport | undefined;
  const report = cache?.fetches && { ...cache, operation: operation ?? '', fields: fieldSources(data, cache.fetches) };
  update({ ...state, report });
}

interface Response {
  data?: unknown;
  extensions?: Record<string, unknown>;
}

function update(next: CacheState): void {
  state = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
