import { z } from 'zod';
import { bodyOf, type Exchange, sendXml } from './exchange.ts';
import { readText } from './payload.ts';
import { fromXml } from './xml.ts';

const largestDocument = 2 * 1024 * 1024;
const largestCount = 1000;

const entry = z.object({ Key: z.string().min(1), VersionId: z.string().optional() });
const deletion = z.object({
  Object: z.union([z.array(entry).max(largestCount), entry.transform((single) => [single])]),
  Quiet: z.string().optional(),
});

/** DeleteObjects: up to 1000 keys, each deleted or refused by itself. */
export async function deleteObjects(exchange: Exchange): Promise<void> {
  const bucket = exchange.store.bucket(exchange.bucket);
  const document = await readText(bodyOf(exchange, largestDocument));
  const { Object: entries, Quiet } = fromXml(document, 'Delete', deletion);
  const results = await Promise.all(
    entries.map(async ({ Key, VersionId }) => {
      if (VersionId !== undefined) return { Key, Code: 'NotImplemented', Message: 'Versions are not implemented.' };
      return bucket.remove(Key).then(
        () => ({ Key }),
        () => ({ Key, Code: 'InternalError', Message: 'The object could not be deleted.' }),
      );
    }),
  );
  sendXml(exchange, 'DeleteResult', {
    Deleted: Quiet === 'true' ? undefined : results.filter((result) => !('Code' in result)),
    Error: results.filter((result) => 'Code' in result),
  });
}
