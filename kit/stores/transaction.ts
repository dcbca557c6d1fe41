import type { ChainableCommander } from 'ioredis';

/** Executes a MULTI and resolves to its replies; rejects with the first error, when nothing or not all was executed. */
export async function executeAll(transaction: ChainableCommander): Promise<unknown[]> {
  const replies = await transaction.exec();
  if (!replies) throw new Error('Redis did not execute the transaction.');
  return replies.map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
}
