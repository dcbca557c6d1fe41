import postgres from 'postgres';
import { type FoundText, type Gap, gapsOf } from './gap.ts';

/** A row with its texts in English, and those in other languages: language → field → text. */
interface Row {
  type: string;
  id: string;
  handle: string | null;
  texts: Record<string, string | null>;
  translations: Record<string, Record<string, string> | undefined>;
}

/** The texts of materials, the names of certifications and the places of making that have no translation. Reads by one statement. */
export async function provenanceGaps(url: string): Promise<Gap[]> {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: 5,
    connection: { default_transaction_read_only: true, search_path: 'provenance' },
  });
  try {
    const rows = await sql<Row[]>`
      select 'Material' as type, id, name as handle, translations,
        jsonb_build_object('name', name, 'description', description) as texts, 1 as rank
        from material
      union all
      select 'Certification', id, name, translations, jsonb_build_object('name', name), 2 from certification
      union all
      select 'Provenance', product_id, null, translations, jsonb_build_object('place', place), 3 from provenance
      order by rank, handle, id`;
    return gapsOf(
      'provenance',
      rows.flatMap(({ texts, translations, type, id, handle }) =>
        Object.entries(texts).map(([field, english]): FoundText => {
          const found = Object.entries(translations).map(([language, own]) => [language, own?.[field]]);
          return { type, id, handle, field, english, translations: Object.fromEntries(found) };
        }),
      ),
    );
  } finally {
    await sql.end();
  }
}
