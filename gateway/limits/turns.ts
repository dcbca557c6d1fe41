import { graphError } from '#kit/errors.ts';
import type { GatewayContext } from '../context.ts';
import type { Executor } from '../executor.ts';
import { payerKeyOf } from './payer.ts';

/** How many operations of one payer run and wait at once, in this gateway. */
export interface TurnLimits {
  running: number;
  waiting: number;
}

/** The operations of one payer. */
interface Lane {
  running: number;
  /** Each gets the place of one that has ended. */
  waiting: (() => void)[];
}

/**
 * Has the operations of one payer wait for each other beyond so many at once, in the order in which they came. Against one
 * client that occupies the backends for all others with what it may spend. What would wait too long, or behind too many, is
 * THROTTLED with HTTP status 429: nothing of it ran.
 */
export function inTurn(execute: Executor, { running, waiting }: TurnLimits): Executor {
  const lanes = new Map<string, Lane>();

  return async (request) => {
    const context = request.context as GatewayContext;
    const key = payerKeyOf(context);
    if (key === undefined) return execute(request);
    const lane = lanes.get(key) ?? { running: 0, waiting: [] };
    lanes.set(key, lane);
    if (lane.running < running) lane.running += 1;
    else if (lane.waiting.length >= waiting || !(await hasTurn(lane, context))) return { errors: [tooMany()] };
    try {
      return await execute(request);
    } finally {
      const next = lane.waiting.shift();
      if (next) next();
      else lane.running -= 1;
      if (lane.running === 0) lanes.delete(key);
    }
  };
}

/** Waits for a place; false where the time of the request is up, or its client has gone. */
async function hasTurn(lane: Lane, { deadline, signal }: GatewayContext): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const take = () => resolve(true);
  const leave = () => {
    const index = lane.waiting.indexOf(take);
    if (index < 0) return;
    lane.waiting.splice(index, 1);
    resolve(false);
  };
  lane.waiting.push(take);
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

function tooMany() {
  const message = 'Too many of your operations run at the same time; send fewer at once.';
  return graphError('THROTTLED', message, { retryAfterMs: 1_000, http: { status: 429 } });
}
