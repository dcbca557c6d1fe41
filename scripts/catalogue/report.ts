import type { Language } from '#kit/graph/languages/language.ts';
import { table } from '#launcher/table.ts';
import type { Backend, Gap } from './gap.ts';

/** What a command found. */
export interface Report {
  gaps: Gap[];
  /** The backends that could not be read, with the reasons. */
  unavailable: { backend: Backend; reason: string }[];
}

/** The number of gaps of each type in each language. */
function countsOf(gaps: readonly Gap[]): Record<string, Partial<Record<Language, number>>> {
  const byType = [...Map.groupBy(gaps, ({ type }) => type)].map(([type, ofType]) => {
    const byLanguage = [...Map.groupBy(ofType, ({ language }) => language)];
    return [type, Object.fromEntries(byLanguage.map(([language, found]) => [language, found.length]))] as const;
  });
  return Object.fromEntries(byType);
}

/** The report as JSON: `total`, `counts` by type and language, `gaps`, and `unavailable`. */
export function toJson({ gaps, unavailable }: Report): string {
  return `${JSON.stringify({ total: gaps.length, counts: countsOf(gaps), gaps, unavailable }, null, 2)}\n`;
}

/** The report as a table of the gaps in these languages, and one of their number by type. */
export function toTables({ gaps, unavailable }: Report, wanted: readonly Language[]): string {
  if (gaps.length === 0) {
    return unavailable.length > 0 ? '' : `Every text is translated into ${wanted.join(', ')}.\n`;
  }
  const places = gaps.map(({ type, id, handle, field, language, english }) => [
    language,
    type,
    id ?? '–',
    handle ?? '–',
    field,
    english ?? '…',
  ]);
  const counts = Object.entries(countsOf(gaps)).map(([type, ofType]) => [
    type,
    ...wanted.map((language) => String(ofType[language] ?? 0)),
  ]);
  const totals = wanted.map((language) => String(gaps.filter((gap) => gap.language === language).length));
  return `${table(['Language', 'Type', 'Id', 'Handle', 'Field', 'English'], places)}

${table(['Type', ...wanted], [...counts, ['All', ...totals]])}
`;
}
