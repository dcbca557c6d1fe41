import type { ICachingProviderService } from '@medusajs/framework/types';
import type { LruStore } from './lru-store';

/** Medusa's caching provider in memory. */
export class MemoryCacheProvider implements ICachingProviderService {
  static identifier = 'axiom-memory';

  private readonly lruStore: LruStore;

  /** The loader of the module creates the store, which several providers may share. */
  constructor({ lruStore }: { lruStore: LruStore }) {
    this.lruStore = lruStore;
  }

  async get(query: Parameters<ICachingProviderService['get']>[0]): Promise<unknown> {
    return this.lruStore.get(query);
  }

  async set(entry: Parameters<ICachingProviderService['set']>[0]): Promise<void> {
    this.lruStore.set(entry);
  }

  async clear(clearing: Parameters<ICachingProviderService['clear']>[0]): Promise<void> {
    this.lruStore.clear(clearing);
  }
}
