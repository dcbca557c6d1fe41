import type { ServerResponse } from 'node:http';
import type { Access } from './access.ts';
import type { Change, Lake, LakeDocument, Transaction } from './lake.ts';
import { type QueryContext, runQuery } from './query.ts';
import { viewOver } from './view.ts';

/** What a listener asked for. */
export interface Listening {
  query: string;
  params: Record<string, unknown>;
  access: Access;
  context: QueryContext;
  includeResult: boolean;
  includePreviousRevision: boolean;
  includeMutations: boolean;
  /** Ends the stream when the lake closes. */
  closing: AbortSignal;
}

/** A listener that reads this many bytes too slowly is cut off; its client reconnects. */
const backlogLimit = 16 * 1024 * 1024;
const heartbeatMilliseconds = 30_000;

/**
 * Streams (server-sent events) what happens to the documents that match a query, in the order of the commits, until
 * the client goes away. Rejects with a Refusal before anything is sent when the query is malformed.
 */
export async function streamChanges(lake: Lake, response: ServerResponse, listening: Listening): Promise<void> {
  await matches(listening, undefined);
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
  send(response, 'welcome', { listenerName: listening.context.identity });

  let last: Promise<void> = Promise.resolve();
  const onTransaction = (transaction: Transaction) => {
    last = last.then(() => announce(response, transaction, listening)).catch(() => void response.destroy());
  };
  lake.events.on('transaction', onTransaction);
  const heartbeat = setInterval(() => response.write(':\n\n'), heartbeatMilliseconds);
  const end = () => void response.end();
  listening.closing.addEventListener('abort', end);
  response.once('close', () => {
    listening.closing.removeEventListener('abort', end);
    lake.events.off('transaction', onTransaction);
    clearInterval(heartbeat);
  });
}

async function announce(response: ServerResponse, transaction: Transaction, listening: Listening): Promise<void> {
  const { access } = listening;
  const seen = transaction.changes.filter(({ id }) => access.mayReadDrafts || !id.includes('.'));
  for (const [index, change] of seen.entries()) {
    const transition = transitionOf(await matches(listening, change.before), await matches(listening, change.after));
    if (!transition) continue;
    send(response, 'mutation', eventOf(transaction, change, listening, { transition, index, total: seen.length }));
  }
}

function eventOf(
  transaction: Transaction,
  { id, before, after, mutations }: Change,
  listening: Listening,
  { transition, index, total }: { transition: string; index: number; total: number },
) {
  return {
    eventId: `${transaction.id}#${id}`,
    documentId: id,
    transactionId: transaction.id,
    transition,
    identity: listening.access.identity,
    previousRev: before?._rev,
    resultRev: after?._rev,
    timestamp: transaction.timestamp,
    visibility: 'query',
    transactionTotalEvents: total,
    transactionCurrentEvent: index + 1,
    mutations: listening.includeMutations ? mutations : [],
    result: listening.includeResult ? after : undefined,
    previous: listening.includePreviousRevision ? (before ?? null) : undefined,
  };
}

function transitionOf(matchedBefore: boolean, matchesNow: boolean): string | undefined {
  if (matchesNow) return matchedBefore ? 'update' : 'appear';
  return matchedBefore ? 'disappear' : undefined;
}

async function matches({ query, params, context }: Listening, document: LakeDocument | undefined): Promise<boolean> {
  const result = await runQuery(viewOver(document ? [document] : []), query, params, context);
  return Array.isArray(result) ? result.length > 0 : Boolean(result);
}

function send(response: ServerResponse, event: string, data: { eventId?: string; [name: string]: unknown }): void {
  const id = data.eventId ? `id: ${data.eventId}\n` : '';
  response.write(`event: ${event}\n${id}data: ${JSON.stringify(data)}\n\n`);
  if (response.writableLength > backlogLimit) response.destroy();
}
