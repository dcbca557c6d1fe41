import { hash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Lexer, type OperationDefinitionNode, Source, TokenKind } from 'graphql';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import type { Log } from '#kit/process/log.ts';
import { conditionsIn } from '../execution.ts';
import type { Executor, ExecutorRequest } from '../executor.ts';
import { alone } from '../operation.ts';

/** An operation that clients use. */
export interface SeenOperation {
  /** The document. */
  source: string;
  /** The operation's name in the document. */
  name?: string | undefined;
  /** The values of its `@skip` and `@include` variables. */
  conditions: Readonly<Record<string, boolean>>;
}

/** The operations that this gateway has executed, with the number of their uses. */
export interface SeenOperations {
  /** The most used operations, in descending order: at most 300, of 100,000 characters in total. */
  mostUsed(): SeenOperation[];
  /** Counts the operations that `execute` executes. */
  counting(execute: Executor): Executor;
  /** Counts an operation whose answer was found without an execution. */
  count(request: ExecutorRequest): void;
  /** Writes the file for the last time. */
  close(): Promise<void>;
}

/** The bounds of the memory: the number of operations and the characters of their documents. */
const memory = { max: 2_000, maxSize: 1_000_000 };
/** The bounds of `mostUsed`. */
const most = { count: 300, characters: 100_000 };
/** The uses from which an operation is written to the file. */
const minimumUses = 3;
/** The longest digits of a number in a written document. */
const longestNumber = 4;
/** The maximum size of the file in bytes. */
const maxFileSize = 1_000_000;

const Recorded = z.object({
  version: z.literal(1),
  operations: z
    .array(
      z.object({
        source: z.string(),
        name: z.string().optional(),
        conditions: z.record(z.string(), z.boolean()),
        uses: z.number().nonnegative(),
      }),
    )
    .max(most.count),
});

type Counted = SeenOperation & { uses: number };

/**
 * Remembers the operations that are executed. A file keeps the most used ones, so that the next process can prepare
 * them; without a file they end with this process. It is written at most once in `interval` milliseconds. It contains
 * no values of clients: a document with strings, long numbers or comments is not written, and no variable except those
 * of `@skip` and `@include`. A file that cannot be read is logged and ignored.
 */
export async function openSeenOperations(
  file: string | undefined,
  log: Log,
  interval = 60_000,
): Promise<SeenOperations> {
  const seen = new LRUCache<string, Counted>({ ...memory, sizeCalculation: ({ source }) => source.length + 100 });
  const conditionNames = new WeakMap<OperationDefinitionNode, readonly string[]>();
  let hasChanged = false;
  if (file) for (const one of await read(file, log)) seen.set(keyFor(hash('sha256', one.source), one), one);
  const timer = file ? setInterval(() => void write(file), interval).unref() : undefined;

  return {
    mostUsed: () => mostUsed(() => true),
    counting: (execute) => async (request) => {
      const result = await execute(request);
      if (result.data != null) count(request);
      return result;
    },
    count,
    close: async () => {
      clearInterval(timer);
      if (file) await write(file);
    },
  };

  function count({ source, queryHash, operation, document, request }: ExecutorRequest): void {
    let names = conditionNames.get(operation);
    if (!names) {
      names = conditionsIn(alone(operation, document));
      conditionNames.set(operation, names);
    }
    const conditions = Object.fromEntries(names.map((name) => [name, request.variables?.[name] === true]));
    const name = operation.name?.value;
    const key = keyFor(queryHash, { name, conditions });
    const known = seen.get(key);
    hasChanged = true;
    if (known) known.uses += 1;
    else seen.set(key, { source, name, conditions, uses: 1 });
  }

  function mostUsed(isIncluded: (operation: Counted) => boolean): Counted[] {
    let characters = 0;
    return [...seen.values()]
      .filter(isIncluded)
      .sort((one, other) => other.uses - one.uses)
      .filter(({ source }) => {
        characters += source.length;
        return characters <= most.characters;
      })
      .slice(0, most.count);
  }

  async function write(to: string): Promise<void> {
    if (!hasChanged) return;
    hasChanged = false;
    const operations = mostUsed(({ uses, source }) => uses >= minimumUses && hasNoValues(source));
    // Several gateways may share the file; the last one to write it wins.
    const next = `${to}.${randomUUID()}`;
    try {
      await mkdir(dirname(to), { recursive: true, mode: 0o700 });
      await writeFile(next, JSON.stringify({ version: 1, operations }), { mode: 0o600 });
      await rename(next, to);
    } catch (error) {
      log.warn({ event: 'seen_operations_unwritable', err: error }, 'the used operations cannot be written');
    }
  }
}

function keyFor(queryHash: string, { name = '', conditions }: Pick<SeenOperation, 'name' | 'conditions'>): string {
  return `${queryHash} ${name} ${Object.values(conditions).map(Number).join('')}`;
}

/** The operations in the file. Their uses count half, so that others can replace them. */
async function read(file: string, log: Log): Promise<Counted[]> {
  try {
    const { size } = await stat(file);
    if (size > maxFileSize) throw new Error(`The file has ${size} bytes.`);
    const { operations } = Recorded.parse(JSON.parse(await readFile(file, 'utf8')));
    return operations.map((operation) => ({ ...operation, uses: operation.uses / 2 }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
      log.warn({ event: 'seen_operations_unreadable', err: error }, 'the file of used operations is ignored');
    return [];
  }
}

/** Whether a document contains no strings, long numbers or comments, which may be values of clients. */
function hasNoValues(source: string): boolean {
  const lexer = new Lexer(new Source(source));
  let token = lexer.advance();
  for (; token.kind !== TokenKind.EOF; token = lexer.advance()) {
    if (token.prev?.kind === TokenKind.COMMENT || token.kind === TokenKind.STRING) return false;
    if (token.kind === TokenKind.BLOCK_STRING || token.kind === TokenKind.FLOAT) return false;
    if (token.kind === TokenKind.INT && token.value.length > longestNumber) return false;
  }
  return token.prev?.kind !== TokenKind.COMMENT;
}
