import { randomUUID } from 'node:crypto';
import type { MedusaContainer } from '@medusajs/framework/types';
import { database } from '../database';
import { recordMails } from '../order-mails';

/** The label of a return, in the metadata of the return as `label`. Only this file writes it. */
export interface ReturnLabel {
  /** The warehouse's id of the label. */
  shipment_id: string;
  /** The key of the PDF file in the bucket. */
  file: string;
  tracking_number: string;
  tracking_url: string | null;
  carrier: string;
  created_at: string;
}

/** What a worker has to do with the label of one return. The token shows later that no other worker has it. */
export interface LabelTask {
  token: string;
  return_id: string;
  /** The return with both addresses and the pieces, whose label has to be created; null where its labels have to be voided. */
  create: object | null;
}

/** The conditions of returns whose labels are needed, or no longer needed. The index of `index-return-labels.ts` has the same. */
const isWaiting = `claimed.canceled_at is null and claimed.status = 'requested' and claimed.metadata -> 'label' is null
  and claimed.created_at > now() - interval '60 days'`;
const isToVoid = `claimed.canceled_at is not null and claimed.metadata -> 'label_voided_at' is null
  and coalesce(claimed.metadata -> 'label', claimed.metadata -> 'label_claim') is not null`;

/** The id of the next return whose label is needed or to be voided, and that no worker has, in SQL. */
export const nextLabel = `
  select claimed.id from "return" as claimed join "order" on "order".id = claimed.order_id
  where claimed.deleted_at is null and ((${isWaiting}) or (${isToVoid}))
    and coalesce((claimed.metadata -> 'label_claim' ->> 'until')::timestamptz, '-infinity') < now()
    and coalesce("order".shipping_address_id, "order".billing_address_id) is not null
    and claimed.location_id is not null
  order by claimed.created_at, claimed.id limit 1 for update of claimed skip locked`;

/**
 * Gives one task to one worker for `milliseconds`, the oldest first; null without a task. Until then no other worker gets it; afterwards
 * another one continues with what was not ended, because the worker was killed or the warehouse did not answer.
 */
export async function claimLabel(container: MedusaContainer, milliseconds: number): Promise<LabelTask | null> {
  const token = randomUUID();
  const until = new Date(Date.now() + milliseconds).toISOString();
  const { rows } = await database(container).raw(
    `update "return" set metadata = coalesce(metadata, '{}') || jsonb_build_object('label_claim', ?::jsonb)
     where id = (${nextLabel})
     returning id, canceled_at`,
    [JSON.stringify({ token, until })],
  );
  const [claimed] = rows as { id: string; canceled_at: Date | null }[];
  if (!claimed) return null;
  return { token, return_id: claimed.id, create: claimed.canceled_at ? null : await describe(container, claimed.id) };
}

/** Records the label of a return. False where another worker has taken over: then the label must be voided. */
export async function recordLabel(
  container: MedusaContainer,
  returnId: string,
  token: string,
  label: ReturnLabel,
): Promise<boolean> {
  const { rows } = await database(container).raw(
    `update "return" set metadata = metadata - 'label_claim' || jsonb_build_object('label', ?::jsonb)
     where id = ? and metadata -> 'label' is null and metadata -> 'label_claim' ->> 'token' = ?
     returning order_id`,
    [JSON.stringify(label), returnId, token],
  );
  const [recorded] = rows as { order_id: string }[];
  if (recorded) await recordMails(container, recorded.order_id);
  return recorded !== undefined;
}

/** Records that a canceled return has no valid label any more. */
export async function recordVoided(container: MedusaContainer, returnId: string): Promise<void> {
  await database(container).raw(
    `update "return" set metadata = metadata - 'label_claim' || jsonb_build_object('label_voided_at', now())
     where id = ? and canceled_at is not null and metadata -> 'label_voided_at' is null`,
    [returnId],
  );
}

async function describe(container: MedusaContainer, returnId: string): Promise<object> {
  const { rows } = await database(container).raw(
    `select "return".id, "order".currency_code, to_jsonb(buyer) as sender,
       to_jsonb(address) || jsonb_build_object('name', place.name) as receiver,
       (select jsonb_agg(jsonb_build_object('title', coalesce(line.product_title, line.title),
          'quantity', piece.quantity, 'unit_price', line.unit_price) order by line.id)
        from return_item as piece join order_line_item as line on line.id = piece.item_id
        where piece.return_id = "return".id and piece.deleted_at is null) as items
     from "return" join "order" on "order".id = "return".order_id
     join order_address as buyer on buyer.id = coalesce("order".shipping_address_id, "order".billing_address_id)
     join stock_location as place on place.id = "return".location_id
     join stock_location_address as address on address.id = place.address_id
     where "return".id = ?`,
    [returnId],
  );
  return rows[0];
}
