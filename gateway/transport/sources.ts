import type { ServiceEndpointDefinition } from '@apollo/gateway';
import type { Log } from '#kit/process/log.ts';
import type { GatewayConfig } from '../config.ts';
import { HttpDataSource } from './data-source.ts';

/** Data sources that are ready to take the place of those in use. */
export interface PreparedSources {
  /** Puts them in use. The replaced ones are closed when no running request can need them. */
  use(): void;
  /** Closes those that are new. */
  drop(): Promise<void>;
}

/** The data sources of the subgraphs that are served. */
export interface Sources {
  get(name: string): HttpDataSource | undefined;
  /**
   * Makes the data sources of another supergraph, all of them or none: throws one error that names every subgraph
   * without a usable address or key, and the variable that would give it. Those in use stay as they are.
   */
  prepare(subgraphs: readonly ServiceEndpointDefinition[]): PreparedSources;
  close(): Promise<void>;
}

/** Keeps one data source for each subgraph, with the address and the key that the environment or the supergraph gives. */
export function openSources(config: GatewayConfig, log: Log): Sources {
  let sources = new Map<string, HttpDataSource>();
  const closeAll = async (some: Iterable<HttpDataSource>) => {
    await Promise.all([...some].map((source) => source.close()));
  };

  return {
    get: (name) => sources.get(name),
    prepare: (subgraphs) => {
      const reached = subgraphs.map((subgraph) => reach(subgraph, config));
      const faults = reached.flatMap(({ fault }) => fault ?? []);
      if (faults.length > 0) throw new Error(faults.join('\n'));
      const next = new Map<string, HttpDataSource>();
      for (const { name, url, key } of reached) {
        const current = sources.get(name);
        const isSame = current?.url === url;
        const own = { ...config.fetch, name, url, log, ...(key !== undefined && { requestTokenKey: key }) };
        next.set(name, isSame ? current : new HttpDataSource(own));
      }
      const without = (one: typeof sources, other: typeof sources) =>
        [...one.values()].filter((source) => other.get(source.name) !== source);
      return {
        use: () => {
          const replaced = without(sources, next);
          sources = next;
          // Requests that began before the change may still fetch from the old address.
          if (replaced.length > 0) setTimeout(() => void closeAll(replaced), config.timeout).unref();
        },
        drop: () => closeAll(without(next, sources)),
      };
    },
    close: () => closeAll(sources.values()),
  };
}

interface Reached {
  name: string;
  url: string;
  key?: string;
  fault?: string;
}

function reach({ name, url: given }: ServiceEndpointDefinition, config: GatewayConfig): Reached {
  const { url = given ?? '', key, isUnsigned, variables } = config.subgraph(name);
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) {
    const fault = `The subgraph "${name}" has no http or https address. Set ${variables.url}.`;
    return { name, url, fault };
  }
  if (isUnsigned) return { name, url };
  if (key === undefined || !/^[0-9a-f]{64}$/.test(key)) {
    const fault = `The subgraph "${name}" has no key for its request tokens. Set ${variables.requestTokenKey} to 64 hexadecimal digits, or name the subgraph in GATEWAY_UNSIGNED_SUBGRAPHS.`;
    return { name, url, fault };
  }
  return { name, url, key };
}
