import type { GatewayContext } from '../context.ts';
import type { Executor } from '../execution/executor.ts';
import { payerKeyOf } from './payer.ts';
import { throttledRequest } from './throttled.ts';

/** How many operations of one payer run and wait at once, in this gateway. */
export interface TurnLimits {
  running: number;
  /** What those that run may cost together, in points. One operation runs whatever it costs. */
  points: number;
  waiting: number;
}

interface Waiting {
  points: number;
  begin(): void;
}

/** The operations of one payer. */
interface Lane {
  running: number;
  /** What those that run may cost. */
  points: number;
  /** In the order in which they came. */
  waiting: Waiting[];
}

/**
 * Has the operations of one payer wait for each other beyond so many at once, or so many points, in the order in which they came.
 * Against one client that occupies the backends for all others with what it may spend. What would wait too long, or behind too
 * many, is THROTTLED with HTTP status 429: nothing of it ran.
 */
export function inTurn(execute: Executor, limits: TurnLimits): Executor {
  const lanes = new Map<string, Lane>();

  return async (request) => {
    const context = request.context as GatewayContext;
    const key = payerKeyOf(context);
    if (key === undefined) return execute(request);
    const lane = lanes.get(key) ?? { running: 0, points: 0, waiting: [] };
    lanes.set(key, lane);
    const points = context.cost?.total ?? 0;
    if (lane.waiting.length === 0 && hasRoom(lane, points, limits)) occupy(lane, points);
    else if (lane.waiting.length >= limits.waiting || !(await hasTurn(lane, points, context, limits))) {
      return { errors: [throttledRequest(1_000, tooMany)] };
    }
    try {
      return await execute(request);
    } finally {
      lane.running -= 1;
      lane.points -= points;
      beginNext(lane, limits);
      if (lane.running === 0) lanes.delete(key);
    }
  };
}

/** Begins those that wait, as far as there is room. */
function beginNext(lane: Lane, limits: TurnLimits): void {
  for (let [next] = lane.waiting; next && hasRoom(lane, next.points, limits); [next] = lane.waiting) {
    lane.waiting.shift();
    occupy(lane, next.points);
    next.begin();
  }
}

function occupy(lane: Lane, points: number): void {
  lane.running += 1;
  lane.points += points;
}

function hasRoom(lane: Lane, points: number, limits: TurnLimits): boolean {
  return lane.running === 0 || (lane.running < limits.running && lane.points + points <= limits.points);
}

/** Waits for room; false where the time of the request is up, or its client has gone. */
async function hasTurn(
  lane: Lane,
  points: number,
  { deadline, signal }: GatewayContext,
  limits: TurnLimits,
): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const waiting: Waiting = { points, begin: () => resolve(true) };
  lane.waiting.push(waiting);
  const leave = () => {
    const index = lane.waiting.indexOf(waiting);
    if (index < 0) return;
    lane.waiting.splice(index, 1);
    resolve(false);
    // It may have kept smaller ones waiting.
    beginNext(lane, limits);
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

const tooMany = 'Too many of your operations run at the same time; send fewer at once.';
