import type { GraphiQLPlugin } from '@graphiql/react';
import { type FetchReport, type FieldSource, stateOf } from '../field-sources.ts';
import { setReporting, useCacheState } from './cache-report.ts';

/** A panel that shows for each field of the last response which subgraph it came from, and whether from the cache. */
export const cachePlugin: GraphiQLPlugin = { title: 'Cache', icon: CacheIcon, content: () => <CachePanel /> };

function CachePanel() {
  const { isOn, report } = useCacheState();
  return (
    <section className="axiom-cache" aria-label="Cache">
      <h2>Cache</h2>
      <label>
        <input type="checkbox" checked={isOn} onChange={({ target }) => setReporting(target.checked)} />
        Report where each field comes from
      </label>
      {isOn && !report && <p>Execute an operation to see where its fields come from.</p>}
      {report && (
        <>
          <h3>{report.operation || 'The last operation'}</h3>
          <p>{summaryOf(report)}</p>
          <Fields fields={report.fields} parent={undefined} />
        </>
      )}
    </section>
  );
}

/** One line below the response; a click opens the panel. Nothing while reports are off. */
export function CacheSummary() {
  const { report } = useCacheState();
  if (!report) return null;
  return (
    <button type="button" className="axiom-cache-summary" onClick={openPanel}>
      {summaryOf(report)}
    </button>
  );
}

/** GraphiQL unfolds the pane of its plugins only for its own buttons. */
function openPanel(): void {
  document.querySelector<HTMLButtonElement>('.graphiql-sidebar [aria-label="Show Cache"]')?.click();
}

function summaryOf({
  hits,
  misses,
  age,
  fetches,
}: {
  hits: number;
  misses: number;
  age: number | null;
  fetches: FetchReport[];
}) {
  const oldest = age === null ? '' : ` · oldest ${age} s`;
  const isStale = fetches.some(({ stale }) => stale > 0);
  return `${hits} of ${hits + misses} from the cache${oldest}${isStale ? ' · stale data' : ''}`;
}

/** Fields as a list. Those that came from one fetch, with all that they contain, are in one line. */
function Fields({ fields, parent }: { fields: readonly FieldSource[]; parent: FetchReport | undefined }) {
  const whole = Map.groupBy(fields.filter(isWhole), ({ fetch }) => fetch);
  return (
    <ul>
      {[...whole].map(([fetch, found]) => (
        <li key={found.map(({ key }) => key).join()}>
          <span>{found.map(({ key }) => key).join(', ')}</span>
          {fetch !== parent && fetch && <Source fetch={fetch} />}
        </li>
      ))}
      {fields
        .filter((field) => !isWhole(field))
        .map(({ key, fetch, fields: below }) => (
          <li key={key}>
            <span>{key}</span>
            {fetch !== parent && fetch && <Source fetch={fetch} />}
            <Fields fields={below} parent={fetch} />
          </li>
        ))}
    </ul>
  );
}

function isWhole({ fetch, fields }: FieldSource): boolean {
  return fields.every((field) => field.fetch === fetch && isWhole(field));
}

function Source({ fetch }: { fetch: FetchReport }) {
  const kind = fetch.stale > 0 ? 'stale' : fetch.misses === 0 ? 'hit' : 'miss';
  return (
    <span className={`axiom-source axiom-${kind}`}>
      {fetch.subgraph}: {stateOf(fetch)}
    </span>
  );
}

function CacheIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <ellipse cx="12" cy="6" rx="7" ry="3" />
      <path d="M5 6v12c0 1.7 3.1 3 7 3s7-1.3 7-3V6M5 12c0 1.7 3.1 3 7 3s7-1.3 7-3" />
    </svg>
  );
}
