import type { RunQuery } from '#kit/stores/postgres.ts';
import type { ModelJob, ModelResult } from '../assets/processed.ts';

/** Statements about the processing of models, each for any number of files by their digests. */
export function createModelStatements(query: RunQuery) {
  return {
    /** What was made of the files with these digests. */
    modelResults: (digests: readonly string[]) =>
      query(
        (sql) => sql<ModelResult[]>`
          select sha256, models, poster, audit, material_variants from model_result where sha256 = any(${digests})`,
      ),

    /** The processing of the files with these digests. */
    modelJobs: (digests: readonly string[]) =>
      query(
        (sql) => sql<ModelJob[]>`
          select sha256, state as status, step, attempt_count as attempts, queued_at, started_at, finished_at,
            case when state = 'QUEUED' then next_attempt_at end as next_attempt_at,
            case when error_code is not null then
              json_build_object('code', error_code, 'message', error_message)
            end as error
          from model_job where sha256 = any(${digests})`,
      ),
  };
}
