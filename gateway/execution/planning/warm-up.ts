import { hash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kind, parse, validate } from 'graphql';
import type { Log } from '#kit/process/log.ts';
import type { Execution } from '../execution.ts';

/**
 * Plans the operations in the `.graphql` files of a folder and of those below it, as they run without variables. One that
 * cannot be planned is left out, with a line in the log. Never rejects.
 */
export async function warmUp(
  folder: string,
  execution: Pick<Execution, 'schema' | 'prepare'>,
  log: Log,
): Promise<void> {
  try {
    for await (const file of glob('**/*.graphql', { cwd: folder })) {
      const source = await readFile(join(folder, file), 'utf8');
      await warm(source).catch((error) => log.warn({ file, err: error }, 'an operation cannot be planned ahead'));
    }
  } catch (error) {
    log.warn({ folder, err: error }, 'the operations to plan ahead cannot be read');
  }

  async function warm(source: string): Promise<void> {
    const document = parse(source);
    const [fault] = validate(execution.schema, document);
    if (fault) throw fault;
    for (const operation of document.definitions) {
      if (operation.kind !== Kind.OPERATION_DEFINITION) continue;
      const asked = { document, operation, source, queryHash: hash('sha256', source) };
      await execution.prepare(asked, { given: {}, coerced: {} });
    }
  }
}
