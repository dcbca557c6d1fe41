import type { GatewayContext } from '../context.ts';
import type { Executor } from '../execution/executor.ts';
import { rateLimitKeyText } from './rate-limit-key.ts';
import { throttledRequest } from './throttled.ts';

/** The concurrency of one client in this gateway. */
export interface ConcurrencyLimits {
  /** Operations that run at the same time. */
  running: number;
  /** The total cost of the running operations, in points. One operation may always run, regardless of its cost. */
  points: number;
  /** Operations that wait. */
  waiting: number;
}

interface Waiting {
  points: number;
  start(): void;
}

/** The operations of one client. */
interface ClientQueue {
  running: number;
  /** The total cost of the running operations. */
  points: number;
  /** First in, first out. */
  waiting: Waiting[];
}

/**
 * Limits the operations that one client runs at the same time, by number and by total cost; the others wait in a queue.
 * Against a client that fills the backends within its rate limit. An operation that finds the queue full, or waits
 * until its deadline, is rejected with THROTTLED, HTTP status 429; nothing of it ran.
 */
export function withConcurrencyLimit(execute: Executor, limits: ConcurrencyLimits): Executor {
  const queues = new Map<string, ClientQueue>();

  return async (request) => {
    const context = request.context as GatewayContext;
    const key = rateLimitKeyText(context.rateLimitKey);
    if (key === undefined) return execute(request);
    const queue = queues.get(key) ?? { running: 0, points: 0, waiting: [] };
    queues.set(key, queue);
    const points = context.cost?.total ?? 0;
    if (queue.waiting.length === 0 && hasCapacity(queue, points, limits)) occupy(queue, points);
    else if (queue.waiting.length >= limits.waiting || !(await waitForCapacity(queue, points, context, limits))) {
      return { errors: [throttledRequest(1_000, tooMany)] };
    }
    try {
      return await execute(request);
    } finally {
      queue.running -= 1;
      queue.points -= points;
      startNext(queue, limits);
      if (queue.running === 0) queues.delete(key);
    }
  };
}

/** Starts waiting operations while there is capacity. */
function startNext(queue: ClientQueue, limits: ConcurrencyLimits): void {
  for (let [next] = queue.waiting; next && hasCapacity(queue, next.points, limits); [next] = queue.waiting) {
    queue.waiting.shift();
    occupy(queue, next.points);
    next.start();
  }
}

function occupy(queue: ClientQueue, points: number): void {
  queue.running += 1;
  queue.points += points;
}

function hasCapacity(queue: ClientQueue, points: number, limits: ConcurrencyLimits): boolean {
  return queue.running === 0 || (queue.running < limits.running && queue.points + points <= limits.points);
}

/** Waits for capacity. Resolves to false at the request's deadline, or when the client disconnects. */
async function waitForCapacity(
  queue: ClientQueue,
  points: number,
  { deadline, signal }: Pick<GatewayContext, 'deadline' | 'signal'>,
  limits: ConcurrencyLimits,
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const waiting: Waiting = { points, start: () => resolve(true) };
  queue.waiting.push(waiting);
  const leave = () => {
    const index = queue.waiting.indexOf(waiting);
    if (index < 0) return;
    queue.waiting.splice(index, 1);
    resolve(false);
    // Cheaper operations behind it may start now.
    startNext(queue, limits);
  };
  const timer = setTimeout(leave, Math.max(0, deadline - performance.now()));
  signal.addEventListener('abort', leave);
  if (signal.aborted) leave();
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', leave);
  }
}

const tooMany = 'Too many concurrent operations of this client. Send fewer at the same time.';
