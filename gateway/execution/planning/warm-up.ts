import { hash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kind, parse, validate } from 'graphql';
import type { Log } from '#kit/process/log.ts';
import type { Execution } from '../execution.ts';

/**
 * Plans the operations in the `.graphql` files of a folder and its subfolders, without variables. An operation that
 * cannot be planned is logged and skipped. Never rejects.
 */
export async function warmUp(
  folder: string,
  execution: Pick<Execution, 'schema' | 'prepare'>,
  log: Log,
): Promise<void> {
  try {
    for await (const file of glob('**/*.graphql', { cwd: folder })) {
      const source = await readFile(join(folder, file), 'utf8');
      await warm(source).catch((error) =>
        log.warn({ event: 'warm_up_failed', file, err: error }, 'operation not warmed up'),
      );
    }
  } catch (error) {
    log.warn({ event: 'warm_up_failed', folder, err: error }, 'warm-up operations cannot be read');
  }

  async function warm(source: string): Promise<void> {
    const document = parse(source);
    const [fault] = validate(execution.schema, document);
    if (fault) throw fault;
    for (const operation of document.definitions) {
      if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
      const requested = { document, operation, source, queryHash: hash('sha256', source) };
      await execution.prepare(requested, { raw: {}, coerced: {} });
    }
  }
}
