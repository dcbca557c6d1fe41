import type { MedusaContainer } from '@medusajs/framework/types';
import { ContainerRegistrationKeys } from '@medusajs/framework/utils';

/** An invoice or a credit note, as it was issued. */
export interface IssuedDocument {
  id: string;
  kind: 'INVOICE' | 'CREDIT_NOTE';
  number: string;
  order_id: string;
  issued_at: Date;
  content: unknown;
  /** The digest of the stored file, 64 hexadecimal digits, and its size. Null before it is stored. */
  sha256: string | null;
  bytes: number | null;
}

/** The documents of these orders, for each in the order of their numbers. */
export async function documentsOf(container: MedusaContainer, orderIds: string[]): Promise<IssuedDocument[]> {
  const { rows } = await container.resolve(ContainerRegistrationKeys.PG_CONNECTION).raw(
    `select id, kind, number, order_id, issued_at, content, sha256, bytes from invoice
     where order_id = any(?) order by order_id, kind desc, issued_at, number`,
    [orderIds],
  );
  return rows;
}

/** Records the stored file of a document; the first time counts. Returns what is recorded; undefined without a document. */
export async function recordFile(
  container: MedusaContainer,
  id: string,
  file: { sha256: string; bytes: number },
): Promise<{ sha256: string; bytes: number } | undefined> {
  const database = container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
  await database.raw('update invoice set sha256 = ?, bytes = ? where id = ? and sha256 is null', [
    file.sha256,
    file.bytes,
    id,
  ]);
  const { rows } = await database.raw('select sha256, bytes from invoice where id = ?', [id]);
  return rows[0];
}
