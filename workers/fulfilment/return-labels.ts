import { PutObjectCommand } from '@aws-sdk/client-s3';
import type { Log } from '#kit/process/log.ts';
import { type BucketConfig, openS3 } from '#kit/stores/s3.ts';
import type { Labels } from './labels.ts';
import type { LabeledReturn, Outbox } from './medusa.ts';

/** Milliseconds for a request to S3. */
const requestTimeout = 5_000;

/** Where the PDF files of labels are kept. */
export interface LabelFiles {
  /** Stores a file; the key of a label is never used for another. */
  store(key: string, pdf: Buffer): Promise<void>;
  close(): void;
}

/** Opens the bucket, without a request. */
export function openLabelFiles({ S3_BUCKET: Bucket, ...config }: BucketConfig): LabelFiles {
  const { client, close } = openS3(config);
  return {
    async store(Key, Body) {
      const put = new PutObjectCommand({
        ...{ Bucket, Key, Body, ContentType: 'application/pdf' },
        ContentDisposition: 'inline; filename="return-label.pdf"',
      });
      await client.send(put, { abortSignal: AbortSignal.timeout(requestTimeout) });
    },
    close,
  };
}

/** What labels of returns need. */
export interface LabelDependencies {
  outbox: Pick<Outbox, 'claimLabel' | 'endLabel'>;
  labels: Labels;
  files: LabelFiles;
  /** The carrier's page for a parcel, with `{number}` in place of its number. */
  trackingPage: string | undefined;
  carrier: string;
  /** Milliseconds after which another worker continues a task. */
  claimFor: number;
  log: Log;
}

/**
 * Buys the labels of new returns and voids those of canceled ones, each by one worker at a time. A worker that was killed between the
 * warehouse's answer and Medusa's record leaves a label that no one has seen. It is voided before the next one is bought, since
 * ShipStation shows the PDF only once. So a return has at most one valid label, which is the recorded one. Ends at the first
 * failure; that task is claimed again later, and the others in the next turn.
 */
export async function settleLabels(dependencies: LabelDependencies): Promise<void> {
  const { outbox, claimFor, log } = dependencies;
  for (;;) {
    // Half of the time, so that a slow worker stops long before another one starts.
    const end = performance.now() + claimFor / 2;
    const task = await outbox.claimLabel(claimFor);
    if (!task) return;
    try {
      await withdraw(dependencies, task.return_id, end);
      if (task.create) await buy(dependencies, task.create, task.token);
      else {
        await outbox.endLabel(task.return_id, task.token, null);
        log.info({ event: 'return_label_voided', returnId: task.return_id }, 'label of a canceled return voided');
      }
    } catch (err) {
      log.warn(
        { event: 'return_label_retried', returnId: task.return_id, err },
        'return label failed; it is tried again',
      );
      return;
    }
  }
}

/** Voids all labels of a return. Rejects after `end`, since another worker may have bought the label by then. */
async function withdraw({ labels, log }: LabelDependencies, returnId: string, end: number): Promise<void> {
  for (const shipmentId of await labels.validFor(returnId)) {
    if (performance.now() > end) throw new Error('The time for the task is over.');
    if (await labels.void(shipmentId)) continue;
    log.warn({ event: 'return_label_not_voided', returnId, shipmentId }, 'the carrier does not void the label');
  }
}

/** Buys, stores and records a label. Voids it where another worker has taken over in the meantime. */
async function buy(
  { outbox, labels, files, trackingPage, carrier, log }: LabelDependencies,
  one: LabeledReturn,
  token: string,
): Promise<void> {
  const { shipmentId, trackingNumber, pdf } = await labels.create(one);
  const file = `return-labels/${one.id}/${shipmentId}.pdf`;
  await files.store(file, pdf);
  const isRecorded = await outbox.endLabel(one.id, token, {
    ...{ shipment_id: shipmentId, file, tracking_number: trackingNumber, carrier },
    tracking_url: trackingPage?.replace('{number}', encodeURIComponent(trackingNumber)) ?? null,
    created_at: new Date().toISOString(),
  });
  if (!isRecorded) await labels.void(shipmentId);
  log.info({ event: 'return_label_created', returnId: one.id, shipmentId, isRecorded }, 'return label created');
}
