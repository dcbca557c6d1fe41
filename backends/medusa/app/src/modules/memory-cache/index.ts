import type { LoaderOptions } from '@medusajs/framework/types';
import { ModuleProvider, Modules } from '@medusajs/framework/utils';
import { Answers } from './answers';
import { MemoryCacheProvider } from './provider';

/** Makes the store of answers, of `maxSize` bytes. */
async function makeAnswers({ container, options }: LoaderOptions<{ maxSize: number }>): Promise<void> {
  if (!options?.maxSize) throw new Error('The memory cache needs `maxSize`, in bytes.');
  const answers = new Answers(options.maxSize);
  container.register({ answers: { resolve: () => answers } });
}

export default ModuleProvider(Modules.CACHING, { services: [MemoryCacheProvider], loaders: [makeAnswers] });
