import { DurableObject } from 'cloudflare:workers';

/** The purges after a position. */
export interface Purges {
  /** The position of the last purge. */
  position: number;
  /** What was stored at a lower position is purged: everything was, or the log no longer knows. */
  floor: number;
  /** Milliseconds since the last message of the client that purges. */
  silence: number;
  /** Purged tags with the position of their last purge. */
  tags: PurgedTag[];
}

export type PurgedTag = { tag: string; position: number };

/** The number of tags that the log keeps. */
const capacity = 10_000;

/**
 * The purged tags, in one place for all locations of Cloudflare. A position is the time in milliseconds since 1970 at
 * which a purge was recorded, or one more than the position before.
 */
export class PurgeLog extends DurableObject {
  readonly #sql: SqlStorage;
  /** When the client that purges was heard last, in milliseconds since 1970. A log that was started again has not heard it. */
  #contact = 0;

  constructor(context: DurableObjectState, environment: Cloudflare.Env) {
    super(context, environment);
    this.#sql = context.storage.sql;
    this.#sql.exec('create table if not exists purged (tag text primary key, position integer not null)');
    this.#sql.exec('create index if not exists purged_by_position on purged (position)');
    this.#sql.exec('create table if not exists bounds (name text primary key, position integer not null)');
    // A log that was lost does not know what was purged before.
    for (const name of ['floor', 'last']) {
      this.#sql.exec('insert or ignore into bounds values (?, ?)', name, Date.now());
    }
  }

  /** Records the purge of tags; the tag `*` means everything, no tags that there are none. Returns its position. */
  purge(tags: readonly string[]): number {
    this.#contact = Date.now();
    if (tags.length === 0) return this.#bound('last');
    const position = Math.max(Date.now(), this.#bound('last') + 1);
    this.ctx.storage.transactionSync(() => {
      this.#setBound('last', position);
      if (tags.includes('*')) return this.#raiseFloor(position);
      for (const tag of tags) this.#sql.exec('insert or replace into purged values (?, ?)', tag, position);
      const { count } = this.#sql.exec<{ count: number }>('select count(*) as count from purged').one();
      if (count <= capacity) return;
      const oldest = 'select position from purged order by position limit 1 offset ?';
      this.#raiseFloor(this.#sql.exec<{ position: number }>(oldest, count - capacity - 1).one().position);
    });
    return position;
  }

  /** The purges after a position. */
  since(position: number): Purges {
    return {
      position: this.#bound('last'),
      floor: this.#bound('floor'),
      silence: Date.now() - this.#contact,
      tags: this.#sql.exec<PurgedTag>('select tag, position from purged where position > ?', position).toArray(),
    };
  }

  #raiseFloor(position: number): void {
    this.#setBound('floor', position);
    this.#sql.exec('delete from purged where position <= ?', position);
  }

  #bound(name: 'floor' | 'last'): number {
    return this.#sql.exec<{ position: number }>('select position from bounds where name = ?', name).one().position;
  }

  #setBound(name: 'floor' | 'last', position: number): void {
    this.#sql.exec('update bounds set position = ? where name = ?', position, name);
  }
}
