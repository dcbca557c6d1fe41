import type { AssetUpload, AssetUploadBeginInput, ProvenanceErrorCode } from '#generated/provenance.ts';
import { graphError } from '#kit/graph/errors.ts';
import { isRefused } from '#kit/graph/result.ts';
import type { Facts, Inspection, Measures, Refusal } from '#kit/models/inspection.ts';
import { inspect } from '#kit/models/inspector.ts';
import { assetUploadBeginShape } from '../curation/inputs.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Upload, UploadOutcome } from '../ledger/records.ts';
import { type ProvenanceResult, readInput, userError } from '../results.ts';
import { type Asset, fileKinds, kindOf, type Model, modelAs } from './assets.ts';
import type { Documents } from './documents.ts';

/** Uploads of products' files to the bucket. */
export interface Uploads {
  /** Begins an upload and returns where to send the file. */
  begin(input: AssetUploadBeginInput): Promise<ProvenanceResult<AssetUpload>>;
  /**
   * Inspects the received file and either replaces the product's file of its kind by it or deletes it. Idempotent: an
   * upload has one outcome. When `signal` aborts first, this rejects with BACKEND_TIMEOUT, but the work continues and the
   * next call returns its outcome.
   */
  finish(id: string, signal: AbortSignal): Promise<Finished>;
}

/** The outcome of an upload, and the product's file that it replaced; null when it was refused. */
export interface Finished extends UploadOutcome {
  accepted: Pick<Asset, 'productId' | 'role'> | null;
}

/** Opens the uploads. The ledger must not be bound to a request, because the work may outlive one. */
export function openUploads(ledger: Ledger, documents: Documents): Uploads {
  const running = new Map<string, Promise<Finished>>();
  let last: Promise<unknown> = Promise.resolve();

  /** One task at a time, because a large file and its inspection need about 200 MB. */
  const runExclusively = (work: () => Promise<Finished>): Promise<Finished> => {
    const result = last.then(work);
    last = result.catch(() => {});
    return result;
  };

  const complete = async (id: string): Promise<Finished> => {
    const upload = /^upload_[0-9a-f-]{36}$/.test(id) ? await ledger.upload(id) : undefined;
    if (!upload) return refused('NOT_FOUND', 'There is no such upload.');
    if (upload.outcome) return finished(upload, upload.outcome);
    if (upload.isExpired) {
      await documents.deleteUpload(id);
      return refused('NOT_FOUND', 'The upload has expired: it was begun more than an hour ago. Begin a new one.');
    }
    const received = await documents.readUpload(id, upload.bytes);
    if (!received) return outcomeOfOtherProcess(upload);
    if (received.file.length !== upload.bytes || received.sha256 !== upload.sha256) {
      await documents.deleteUpload(id);
      return refused('FILE_MISMATCH', 'The received file is not the announced one.');
    }

    const { issues, facts, refusal = 'FILE_INVALID' } = await inspectFile(received.file, upload);
    const userErrors = facts ? [] : [userError(refusal, ['id'], refusals[refusal])];
    const outcome = { issues: issues.slice(0, 100), userErrors };
    const asset = facts && (await store(upload, received.etag, facts));
    const isMissing = facts && !asset;
    if (isMissing || !(await ledger.settleUpload(id, outcome, asset))) return outcomeOfOtherProcess(upload);
    await documents.deleteUpload(id);
    return finished(upload, outcome);
  };

  /** The file is missing: it has not arrived, or another process has completed the upload and deleted it. */
  const outcomeOfOtherProcess = async (upload: Upload): Promise<Finished> => {
    const outcome = (await ledger.upload(upload.id))?.outcome;
    return outcome ? finished(upload, outcome) : refused('FILE_MISMATCH', 'The file has not arrived.');
  };

  /** A USDZ is not measured: it gets the measures of the product's GLB. */
  const inspectFile = async (file: Buffer, { productId, role }: Upload): Promise<Inspection<Facts>> => {
    if (role !== 'MODEL_USDZ') return inspect({ file, role });
    const glb = modelAs('MODEL_GLB', await ledger.assets([productId]));
    if (!glb) throw new Error(`${productId} has no GLB.`);
    return inspect({ file, role, measures: measuresOf(glb) });
  };

  const store = async ({ id, productId, role, bytes, sha256 }: Upload, received: string, facts: Facts) => {
    const { contentType, extension } = kindOf(role);
    const key = `assets/${sha256}.${extension}`;
    const etag = await documents.storeUpload(id, received, key, contentType);
    return etag === null ? null : { productId, role, key, contentType, bytes, sha256, etag, ...facts };
  };

  return {
    async begin(input) {
      const announced = readInput(assetUploadBeginShape, input);
      if (isRefused(announced)) return announced;
      const { productId, kind, bytes, sha256 } = announced;
      const { role, contentType } = fileKinds[kind];
      const { id, isRecorded } = await ledger.beginUpload({ productId, role, bytes, sha256 });
      if (id) return { id, ...(await documents.presignUpload(id, { contentType, bytes, sha256 })) };
      const missing = isRecorded
        ? userError('NOT_FOUND', ['input', 'kind'], 'A USDZ needs the measures of a GLB, and the product has none.')
        : userError('NOT_FOUND', ['input', 'productId'], 'The product has no provenance record.');
      return { userErrors: [missing] };
    },

    finish(id, signal) {
      const work = running.get(id) ?? runExclusively(() => complete(id)).finally(() => running.delete(id));
      running.set(id, work);
      return Promise.race([work, rejectOnAbort(signal)]);
    },
  };
}

const refusals: Record<Refusal, string> = {
  FILE_INVALID: 'The file is not valid; see `issues`.',
  FILE_UNSUPPORTED: 'The file requires an unsupported extension; see `issues`.',
  FILE_TOO_COMPLEX: 'The file exceeds a limit of its content or of the time for its inspection; see `issues`.',
};

function finished({ productId, role }: Upload, outcome: UploadOutcome): Finished {
  return { ...outcome, accepted: outcome.userErrors.length > 0 ? null : { productId, role } };
}

function refused(code: ProvenanceErrorCode, message: string): Finished {
  return { accepted: null, issues: [], userErrors: [userError(code, ['id'], message)] };
}

function measuresOf({ triangles, boundingBox: { min, max }, materials }: Model): Measures {
  return { triangles, boundingBox: { min: [min.x, min.y, min.z], max: [max.x, max.y, max.z] }, materials };
}

/** Rejects with BACKEND_TIMEOUT when the request is aborted. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const message = 'The inspection of the file is still running: finish the upload again.';
    signal.addEventListener('abort', () => reject(graphError('BACKEND_TIMEOUT', message, { system: 'S3' })), {
      once: true,
    });
  });
}
