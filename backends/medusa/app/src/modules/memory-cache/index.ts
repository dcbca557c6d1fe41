import type { LoaderOptions } from '@medusajs/framework/types';
import { ModuleProvider, Modules } from '@medusajs/framework/utils';
import { LruStore } from './lru-store';
import { MemoryCacheProvider } from './provider';

/** Creates the store of cached results, of `maxSize` bytes. */
async function createLruStore({ container, options }: LoaderOptions<{ maxSize: number }>): Promise<void> {
  if (!options?.maxSize) throw new Error('The memory cache needs `maxSize`, in bytes.');
  const lruStore = new LruStore(options.maxSize);
  container.register({ lruStore: { resolve: () => lruStore } });
}

export default ModuleProvider(Modules.CACHING, { services: [MemoryCacheProvider], loaders: [createLruStore] });
