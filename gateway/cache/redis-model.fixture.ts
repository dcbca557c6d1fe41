import type { Redis } from 'ioredis';

/** The data of a modelled Redis server. */
export interface RedisState {
  runId: string;
  lastId: [number, number];
  stream: [id: string, fields: string[]][];
  hashes: Record<string, Record<string, string>>;
  texts: Record<string, { value: string; until: number }>;
}

/** A Redis server in this process that answers at once, with the commands of the caches' protocol. */
export interface RedisModel {
  state: RedisState;
  /** What its clock says more than that of this process, in milliseconds. */
  clockOffset: number;
  /** A connection. While `isCut` returns true, its commands fail. */
  connect(isCut: () => boolean): Redis;
}

type Reply = unknown;
type Command = (...args: never[]) => Reply;

/** A server without data. */
export function emptyState(runId: string): RedisState {
  return { runId, lastId: [0, 0], stream: [], hashes: {}, texts: {} };
}

/** Starts the model. */
export function startRedisModel(): RedisModel {
  const model: RedisModel = { state: emptyState('run-0'), clockOffset: 0, connect };
  const table = Object.entries(commands(model)) as [string, Command][];

  function connect(isCut: () => boolean): Redis {
    const call = async (run: () => Reply) => {
      if (isCut()) throw new Error('Connection is closed.');
      return run();
    };
    const direct = Object.fromEntries(
      table.map(([name, command]) => [name, (...args: never[]) => call(() => command(...args))]),
    );
    return { ...direct, status: 'ready', on: () => {}, multi: () => transaction(table, call) } as unknown as Redis;
  }

  return model;
}

function transaction(table: readonly [string, Command][], call: (run: () => Reply) => Promise<Reply>) {
  const queue: (() => Reply)[] = [];
  const chain: Record<string, unknown> = { exec: () => call(() => queue.map((run) => [null, run()])) };
  for (const [name, command] of table) {
    chain[name] = (...args: never[]) => {
      queue.push(() => command(...args));
      return chain;
    };
  }
  return chain;
}

function commands(model: RedisModel) {
  const text = (key: string) => {
    const found = model.state.texts[key];
    return found && found.until > Date.now() ? found.value : null;
  };
  const between = (from: string, to: string) =>
    model.state.stream.filter(([id]) => isFrom(id, from) && (to === '+' || order(id, to) <= 0));
  const clone = <Value>(value: Value): Value => structuredClone(value);
  return {
    info: () => `run_id:${model.state.runId}\r\n`,
    get: text,
    mget: (keys: string[]) => keys.map(text),
    set: (key: string, value: string, mode: 'NX' | 'PX', life = Number.POSITIVE_INFINITY) => {
      if (mode === 'NX' && text(key) !== null) return null;
      model.state.texts[key] = { value, until: Date.now() + life };
      return 'OK';
    },
    hgetall: (key: string) => clone(model.state.hashes[key] ?? {}),
    hset: (key: string, ...fields: [Record<string, string>] | [string, string]) => {
      const values = typeof fields[0] === 'string' ? { [fields[0]]: fields[1] as string } : fields[0];
      model.state.hashes[key] = { ...model.state.hashes[key], ...values };
    },
    hdel: (key: string, field: string) => void delete model.state.hashes[key]?.[field],
    // The one script deletes a field that is unchanged.
    eval: (_script: string, _keys: number, key: string, field: string, value: string) => {
      if (model.state.hashes[key]?.[field] === value) delete model.state.hashes[key]?.[field];
    },
    xlen: () => model.state.stream.length,
    xadd: (_key: string, ...args: (string | number)[]) => {
      const [time, number] = model.state.lastId;
      const now = Math.round(Date.now()) + model.clockOffset;
      model.state.lastId = now > time ? [now, 0] : [time, number + 1];
      const id = model.state.lastId.join('-');
      model.state.stream.push([id, args.slice(-2).map(String)]);
      return id;
    },
    xrange: (_key: string, from: string, to: string, ...[, count]: ['COUNT', number] | []) =>
      clone(between(from, to).slice(0, count)),
    xrevrange: (_key: string, _to: string, _from: string, _: 'COUNT', count: number) =>
      clone(model.state.stream.toReversed().slice(0, count)),
    xread: (...args: (string | number)[]) => {
      const entries = between(`(${args.at(-1)}`, '+').slice(0, Number(args[1]));
      return entries.length > 0 ? [[args.at(-2), clone(entries)]] : null;
    },
  };
}

function isFrom(id: string, from: string): boolean {
  if (from === '-') return true;
  return from.startsWith('(') ? order(id, from.slice(1)) > 0 : order(id, from) >= 0;
}

function order(one: string, other: string): number {
  const [a, b] = [one.split('-').map(Number), other.split('-').map(Number)];
  return (a[0] as number) - (b[0] as number) || (a[1] as number) - (b[1] as number);
}
