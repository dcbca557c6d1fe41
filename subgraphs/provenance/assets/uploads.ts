import type {
  AssetUpload,
  AssetUploadBeginInput,
  ProvenanceErrorCode,
  ProvenanceUserError,
} from '#generated/provenance.ts';
import { graphError } from '#kit/graph/errors.ts';
import { assetUploadBeginShape } from '../curation/inputs.ts';
import { fault, readInput } from '../faults.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Upload, UploadOutcome } from '../ledger/records.ts';
import { type Asset, fileKinds, kindOf, type Model, modelAs } from './assets.ts';
import type { Documents } from './documents.ts';
import type { Facts, Inspection, Measures, Refusal } from './inspection/inspection.ts';
import { inspect } from './inspection/inspector.ts';

/** Files of products on their way into the bucket. */
export interface Uploads {
  /** Announces a file and tells where to send it. */
  begin(input: AssetUploadBeginInput): Promise<{ upload: AssetUpload | null; userErrors: ProvenanceUserError[] }>;
  /**
   * Looks at the file that has arrived, and puts it in the place of the product's file of its kind or deletes it. An
   * upload has one outcome, however often it is finished. When `signal` aborts first, this rejects with BACKEND_TIMEOUT
   * while the work goes on, for the next call to find it done.
   */
  finish(id: string, signal: AbortSignal): Promise<Finished>;
}

/** What came of an upload, and which file of which product it replaced; null where it did not. */
export interface Finished extends UploadOutcome {
  accepted: Pick<Asset, 'productId' | 'role'> | null;
}

/** Opens the uploads of a ledger that is bound to no request. */
export function openUploads(ledger: Ledger, documents: Documents): Uploads {
  const underWay = new Map<string, Promise<Finished>>();
  let last: Promise<unknown> = Promise.resolve();

  /** One after the other: a large file and its inspection take some two hundred megabytes. */
  const inTurn = (work: () => Promise<Finished>): Promise<Finished> => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };

  const settle = async (id: string): Promise<Finished> => {
    const upload = /^upload_[0-9a-f-]{36}$/.test(id) ? await ledger.upload(id) : undefined;
    if (!upload) return refused('NOT_FOUND', 'There is no such upload.');
    if (upload.outcome) return finished(upload, upload.outcome);
    if (upload.isExpired) {
      await documents.discard(id);
      return refused('NOT_FOUND', 'The upload was begun more than an hour ago: begin anew.');
    }
    const arrival = await documents.fetch(id, upload.bytes);
    if (!arrival) return settledElsewhere(upload);
    if (arrival.file.length !== upload.bytes || arrival.sha256 !== upload.sha256) {
      await documents.discard(id);
      return refused('FILE_MISMATCH', 'The file that arrived is not the one that was announced.');
    }

    const { issues, facts, refusal = 'FILE_INVALID' } = await inspectFile(arrival.file, upload);
    const userErrors = facts ? [] : [fault(refusal, ['id'], refusals[refusal])];
    const outcome = { issues: issues.slice(0, 100), userErrors };
    const asset = facts && (await keep(upload, arrival.etag, facts));
    const isGone = facts && !asset;
    if (isGone || !(await ledger.settleUpload(id, outcome, asset))) return settledElsewhere(upload);
    await documents.discard(id);
    return finished(upload, outcome);
  };

  /** The file is not there: it has not arrived, or another process has settled the upload meanwhile and deleted it. */
  const settledElsewhere = async (upload: Upload): Promise<Finished> => {
    const outcome = (await ledger.upload(upload.id))?.outcome;
    return outcome ? finished(upload, outcome) : refused('FILE_MISMATCH', 'The file has not arrived.');
  };

  /** A USDZ is not measured: it shows what the product's GLB shows. */
  const inspectFile = async (file: Buffer, { productId, role }: Upload): Promise<Inspection<Facts>> => {
    if (role !== 'MODEL_USDZ') return inspect({ file, role });
    const glb = modelAs('MODEL_GLB', await ledger.assets([productId]));
    if (!glb) throw new Error(`${productId} has lost its GLB.`);
    return inspect({ file, role, measures: measuresOf(glb) });
  };

  const keep = async ({ id, productId, role, bytes, sha256 }: Upload, sent: string, facts: Facts) => {
    const { contentType, extension } = kindOf(role);
    const key = `assets/${sha256}.${extension}`;
    const etag = await documents.keep(id, sent, key, contentType);
    return etag === null ? null : { productId, role, key, contentType, bytes, sha256, etag, ...facts };
  };

  return {
    async begin(input) {
      const { value, faults } = readInput(assetUploadBeginShape, input);
      if (faults) return { upload: null, userErrors: faults };
      const { productId, kind, bytes, sha256 } = value;
      const { role, contentType } = fileKinds[kind];
      const { id, isRecorded } = await ledger.beginUpload({ productId, role, bytes, sha256 });
      if (id) {
        const invitation = await documents.invite(id, { contentType, bytes, sha256 });
        return { upload: { id, ...invitation }, userErrors: [] };
      }
      const missing = isRecorded
        ? fault('NOT_FOUND', ['input', 'kind'], 'The product has no GLB, from which a USDZ takes its measures.')
        : fault('NOT_FOUND', ['input', 'productId'], 'The product has no provenance record.');
      return { upload: null, userErrors: [missing] };
    },

    finish(id, signal) {
      const work = underWay.get(id) ?? inTurn(() => settle(id)).finally(() => underWay.delete(id));
      underWay.set(id, work);
      return Promise.race([work, outOfTime(signal)]);
    },
  };
}

const refusals: Record<Refusal, string> = {
  FILE_INVALID: 'The file is not valid; `issues` say why.',
  FILE_UNSUPPORTED: 'The file requires an extension that is not supported; `issues` name it.',
  FILE_TOO_COMPLEX: 'The file holds more than is taken, or takes too long to check; `issues` name the limit.',
};

function finished({ productId, role }: Upload, outcome: UploadOutcome): Finished {
  return { ...outcome, accepted: outcome.userErrors.length > 0 ? null : { productId, role } };
}

function refused(code: ProvenanceErrorCode, message: string): Finished {
  return { accepted: null, issues: [], userErrors: [fault(code, ['id'], message)] };
}

function measuresOf({ triangles, boundingBox: { min, max }, materials }: Model): Measures {
  return { triangles, boundingBox: { min: [min.x, min.y, min.z], max: [max.x, max.y, max.z] }, materials };
}

/** Rejects when the request's time is up. */
function outOfTime(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const message = 'The file is still being checked: finish the upload again.';
    signal.addEventListener('abort', () => reject(graphError('BACKEND_TIMEOUT', message, { system: 'S3' })), {
      once: true,
    });
  });
}
