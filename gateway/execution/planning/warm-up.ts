import { hash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  type ValidationRule,
  validate,
} from 'graphql';
import type { CostModel } from '#kit/graph/cost/model.ts';
import { anonymous } from '#kit/graph/viewer.ts';
import type { Log } from '#kit/process/log.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Execution } from '../execution.ts';
import { withoutRepetition } from '../validation.ts';
import type { SeenOperation } from './seen-operations.ts';

/** A document that is valid for a supergraph. */
export interface PreparedDocument {
  document: DocumentNode;
  source: string;
  /** SHA-256 of the source, in hexadecimal digits. */
  queryHash: string;
}

/** The parts of a supergraph that prepare operations. */
export interface WarmUpTarget {
  schema: GraphQLSchema;
  policy: Pick<Policy, 'refusals'>;
  costs: Pick<CostModel, 'estimate'>;
  execution: Pick<Execution, 'prepare'>;
  /** Receives the validated documents. */
  documents: PreparedDocument[];
  /** Aborts when the supergraph is closed. */
  closed: AbortSignal;
}

export interface WarmUpOptions {
  /** A folder with operations in `.graphql` files. */
  folder: string | undefined;
  /** The operations that clients use, most used first. */
  mostUsed(): readonly SeenOperation[];
  /** All validation rules of the server. */
  rules: readonly ValidationRule[];
  /** The maximum number of tokens in a document. */
  maxTokens: number;
  log: Log;
}

/**
 * Prepares known operations for a supergraph, so that their first clients do not wait: parses, validates and plans
 * them, computes their costs and compiles what executes them. An operation that the supergraph does not have is
 * skipped, and the first reason is logged. Resolves when all are prepared, and at the latest after `time` milliseconds;
 * the rest are then prepared in the background, and `onEnd` is called. Never rejects.
 */
export async function warmUp(
  target: WarmUpTarget,
  time: number,
  options: WarmUpOptions,
  onEnd: () => void = () => {},
): Promise<void> {
  const ended = new AbortController();
  const preparing = prepareAll(target, options).finally(() => {
    ended.abort();
    onEnd();
  });
  await Promise.race([preparing, sleep(time, undefined, { signal: ended.signal }).catch(() => {})]);
}

async function prepareAll(target: WarmUpTarget, { folder, mostUsed, rules, maxTokens, log }: WarmUpOptions) {
  const { schema, policy, costs, execution, documents, closed } = target;
  const faults: unknown[] = [];
  const known = new Map<string, DocumentNode>();
  let count = 0;
  const operations = [...mostUsed(), ...(folder === undefined ? [] : await operationsIn(folder, log))];
  for (const { source, name, conditions } of operations) {
    if (closed.aborted) return;
    try {
      const queryHash = hash('sha256', source);
      const document = known.get(queryHash) ?? validated(source);
      if (!known.has(queryHash)) documents.push({ document, source, queryHash });
      known.set(queryHash, document);
      await turn();
      for (const operation of document.definitions) {
        if (operation.kind !== Kind.OPERATION_DEFINITION || !isNamed(operation, name)) continue;
        const requested = { document, operation, source, queryHash };
        policy.refusals(requested, anonymous);
        costs.estimate(requested, conditions);
        await execution.prepare(requested, { raw: conditions, coerced: conditions });
        count += 1;
        await turn();
      }
    } catch (error) {
      faults.push(error);
    }
  }
  if (count > 0) log.info({ event: 'operations_prepared', count }, 'known operations prepared');
  if (faults.length > 0)
    log.warn(
      { event: 'warm_up_failed', count: faults.length, err: faults[0] },
      'some known operations cannot be prepared',
    );

  function validated(source: string): DocumentNode {
    const document = withoutRepetition(parse(source, { maxTokens }));
    const [fault] = validate(schema, document, rules);
    if (fault) throw fault;
    return document;
  }
}

/** Whether an operation has this name, or any if there is none. */
function isNamed(operation: OperationDefinitionNode, name: string | undefined): boolean {
  return name === undefined || operation.name?.value === name;
}

/** The operations in the `.graphql` files of a folder and its subfolders, without variables. */
async function operationsIn(folder: string, log: Log): Promise<SeenOperation[]> {
  const operations: SeenOperation[] = [];
  try {
    for await (const file of glob('**/*.graphql', { cwd: folder }))
      operations.push({ source: await readFile(join(folder, file), 'utf8'), conditions: {} });
  } catch (error) {
    log.warn({ event: 'warm_up_failed', folder, err: error }, 'warm-up operations cannot be read');
  }
  return operations;
}
