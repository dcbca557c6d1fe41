import { openDatabase } from '#kit/stores/postgres.ts';
import type { AuditCheck, MaterialVariant, Step } from './make/result.ts';
import type { StoredModel, StoredPoster } from './storage.ts';

/** A claimed model. */
export interface Job {
  /** The digest of the file. */
  sha256: string;
  /** Its key in the bucket. */
  key: string;
  bytes: number;
  /** The number of attempts, with this one. */
  attemptCount: number;
  /** The id of this attempt. A worker that has lost its claim can change nothing. */
  claim: string;
}

/** What was made, with the files in the bucket. */
export interface StoredResult {
  models: StoredModel[];
  poster: StoredPoster;
  audit: AuditCheck[];
  materialVariants: MaterialVariant[];
}

/** A failed model. */
export interface FailedJob {
  sha256: string;
  attemptCount: number;
  finishedAt: Date;
  errorCode: string;
  errorMessage: string;
}

/** How many models wait, are processed, and have failed for good. */
export interface QueueLoad {
  due: number;
  /** Those that wait for their next attempt. */
  paused: number;
  running: number;
  failed: number;
  /** Seconds since the oldest that is due was queued. */
  oldest: number;
}

/** The queue of models in PostgreSQL. All methods reject while it is unavailable. */
export type Queue = ReturnType<typeof openQueue>;

/** Opens the queue at a database address. `lease`: milliseconds for which a claim is valid without `keep`. */
export function openQueue(url: string, lease: number) {
  const { query, transact, check, close } = openDatabase(url, 'provenance', 2);
  const until = lease / 1_000;
  return {
    /** Claims the model that waits longest; undefined when none is due. */
    claim: async (): Promise<Job | undefined> => {
      const [job] = await query(
        (sql) => sql<Job[]>`
          with due as (
            select sha256 from model_job
            where (state = 'QUEUED' and next_attempt_at <= now()) or (state = 'RUNNING' and claimed_until < now())
            order by next_attempt_at, sha256 limit 1 for update skip locked
          )
          update model_job set
            state = 'RUNNING', step = 'READ', attempt_count = attempt_count + 1, claim = gen_random_uuid(),
            claimed_until = now() + make_interval(secs => ${until}), started_at = coalesce(started_at, now())
          from due where model_job.sha256 = due.sha256
          returning model_job.sha256, key, bytes, attempt_count, claim`,
      );
      return job;
    },

    /** Records the step of a claimed model and renews the claim. Resolves to false when the claim is lost. */
    keep: async ({ sha256, claim }: Job, step: Step): Promise<boolean> => {
      const kept = await query(
        (sql) => sql`
          update model_job set step = ${step}, claimed_until = now() + make_interval(secs => ${until})
          where sha256 = ${sha256} and claim = ${claim} and state = 'RUNNING' returning sha256`,
      );
      return kept.length > 0;
    },

    /** Stores the result, once: resolves to false without any change when the claim is lost. */
    complete: ({ sha256, claim }: Job, { models, poster, audit, materialVariants }: StoredResult): Promise<boolean> =>
      transact(async (query) => {
        const done = await query(
          (sql) => sql`
            update model_job set
              state = 'DONE', step = null, finished_at = now(), claim = null, claimed_until = null,
              error_code = null, error_message = null
            where sha256 = ${sha256} and claim = ${claim} and state = 'RUNNING' returning sha256`,
        );
        if (done.length === 0) return false;
        await query(
          (sql) => sql`
            insert into model_result (sha256, models, poster, audit, material_variants)
            values (
              ${sha256}, ${sql.json(models.map((model) => ({ ...model })))}, ${sql.json({ ...poster, camera: { ...poster.camera } })},
              ${sql.json(audit.map((one) => ({ ...one })))}, ${sql.json(materialVariants.map((one) => ({ ...one })))}
            )
            on conflict (sha256) do update set
              models = excluded.models, poster = excluded.poster, audit = excluded.audit,
              material_variants = excluded.material_variants, made_at = now()`,
        );
        return true;
      }),

    /** Records a failed attempt: retried after `pause` milliseconds, or without one a dead letter. */
    fail: async ({ sha256, claim }: Job, code: string, message: string, pause: number | undefined): Promise<void> => {
      const isLast = pause === undefined;
      await query(
        (sql) => sql`
          update model_job set
            state = ${isLast ? 'FAILED' : 'QUEUED'}, error_code = ${code}, error_message = ${message.slice(0, 1_000)},
            claim = null, claimed_until = null, finished_at = case when ${isLast} then now() end,
            next_attempt_at = now() + make_interval(secs => ${(pause ?? 0) / 1_000}::float8)
          where sha256 = ${sha256} and claim = ${claim} and state = 'RUNNING'`,
      );
    },

    /** The numbers of models by their state, and the seconds since the oldest that is due was queued; 0 when none is. */
    load: async (): Promise<QueueLoad> => {
      const [row] = await query(
        (sql) => sql<QueueLoad[]>`
          select
            count(*) filter (where state = 'QUEUED' and next_attempt_at <= now())::int as due,
            count(*) filter (where state = 'QUEUED' and next_attempt_at > now())::int as paused,
            count(*) filter (where state = 'RUNNING')::int as running,
            count(*) filter (where state = 'FAILED')::int as failed,
            coalesce(extract(epoch from now() - min(queued_at) filter (where state = 'QUEUED' and next_attempt_at <= now())), 0)::float8
              as oldest
          from model_job where state <> 'DONE'`,
      );
      return row as QueueLoad;
    },

    /** The dead letters, the newest first; at most 1,000. */
    failed: () =>
      query(
        (sql) => sql<FailedJob[]>`
          select sha256, attempt_count, finished_at, error_code, error_message from model_job
          where state = 'FAILED' order by finished_at desc limit 1000`,
      ),

    /** Tries these dead letters again, or all; resolves to their number. */
    retry: async (digests: readonly string[] | 'all'): Promise<number> => {
      const all = digests === 'all';
      const queued = await query(
        (sql) => sql`
          update model_job set
            state = 'QUEUED', attempt_count = 0, next_attempt_at = now(), started_at = null, finished_at = null, step = null
          where state = 'FAILED' and (${all}::boolean or sha256 = any(${all ? [] : digests})) returning sha256`,
      );
      return queued.length;
    },
    check,
    close,
  };
}
