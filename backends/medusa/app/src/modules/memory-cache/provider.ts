import type { ICachingProviderService } from '@medusajs/framework/types';
import type { Answers } from './answers';

/** Medusa's caching provider over answers in memory. */
export class MemoryCacheProvider implements ICachingProviderService {
  static identifier = 'axiom-memory';

  private readonly answers: Answers;

  /** `answers` is what the loader of the module made: Medusa may make several providers. */
  constructor({ answers }: { answers: Answers }) {
    this.answers = answers;
  }

  async get(asked: Parameters<ICachingProviderService['get']>[0]): Promise<unknown> {
    return this.answers.get(asked);
  }

  async set(entry: Parameters<ICachingProviderService['set']>[0]): Promise<void> {
    this.answers.set(entry);
  }

  async clear(clearing: Parameters<ICachingProviderService['clear']>[0]): Promise<void> {
    this.answers.clear(clearing);
  }
}
