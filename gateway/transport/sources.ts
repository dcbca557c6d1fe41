import type { ServiceEndpointDefinition } from '@apollo/gateway';
import type { Log } from '#kit/process/log.ts';
import type { GatewayConfig } from '../config.ts';
import { HttpDataSource } from './data-source.ts';

/** Data sources that are ready to replace those in use. */
export interface PreparedSources {
  /** Activates them. The replaced ones are closed when no running request can need them. */
  use(): void;
  /** Closes the new ones. */
  drop(): Promise<void>;
}

/** The data sources of the subgraphs in use. */
export interface Sources {
  get(name: string): HttpDataSource | undefined;
  /**
   * Creates the data sources of a new supergraph, all or none. Throws one error that lists each subgraph without a
   * valid URL or key, and the variable to set. The data sources in use are not changed.
   */
  prepare(subgraphs: readonly ServiceEndpointDefinition[]): PreparedSources;
  close(): Promise<void>;
}

/**
 * Keeps one data source for each subgraph, with the URL and the key of the environment, or the URL of the supergraph.
 */
export function openSources(config: Pick<GatewayConfig, 'fetch' | 'subgraph' | 'timeout'>, log: Log): Sources {
  let sources = new Map<string, HttpDataSource>();
  const closeAll = async (toClose: Iterable<HttpDataSource>) => {
    await Promise.all([...toClose].map((source) => source.close()));
  };

  return {
    get: (name) => sources.get(name),
    prepare: (subgraphs) => {
      const resolved = subgraphs.map((subgraph) => resolveSubgraph(subgraph, config));
      const faults = resolved.flatMap(({ fault }) => fault ?? []);
      if (faults.length > 0) throw new Error(faults.join('\n'));
      const next = new Map<string, HttpDataSource>();
      for (const { name, url, key } of resolved) {
        const current = sources.get(name);
        const isSame = current?.url === url && current.requestTokenKey === key;
        const options = { ...config.fetch, name, url, log, ...(key !== undefined && { requestTokenKey: key }) };
        next.set(name, isSame ? current : new HttpDataSource(options));
      }
      const without = (one: typeof sources, other: typeof sources) =>
        [...one.values()].filter((source) => other.get(source.name) !== source);
      return {
        use: () => {
          const replaced = without(sources, next);
          sources = next;
          // Requests that began before the change may still use the old URL.
          if (replaced.length > 0) setTimeout(() => void closeAll(replaced), config.timeout).unref();
        },
        drop: () => closeAll(without(next, sources)),
      };
    },
    close: () => closeAll(sources.values()),
  };
}

/** The resolved address of a subgraph, or the reason why it has none. */
interface ResolvedSubgraph {
  name: string;
  url: string;
  key?: string;
  fault?: string;
}

function resolveSubgraph(
  { name, url: supergraphUrl }: ServiceEndpointDefinition,
  config: Pick<GatewayConfig, 'subgraph'>,
): ResolvedSubgraph {
  const { url = supergraphUrl ?? '', key, isUnsigned, variables } = config.subgraph(name);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    const fault = `The subgraph "${name}" has no http or https URL. Set ${variables.url}.`;
    return { name, url, fault };
  }
  if (isUnsigned) return { name, url };
  if (key === undefined || !/^[0-9a-f]{64}$/.test(key)) {
    const fault = `The subgraph "${name}" has no key for its request tokens. Set ${variables.requestTokenKey} to 64 hexadecimal digits, or add the subgraph to GATEWAY_UNSIGNED_SUBGRAPHS.`;
    return { name, url, fault };
  }
  return { name, url, key };
}
