import { z } from 'zod';
import { type Language, languages } from '#kit/graph/languages/language.ts';
import { locales } from './translated.ts';

/** The name of a chosen way of delivery in other languages than English. */
export type DeliveryTexts = Partial<Record<Language, { name: string }>>;

/** As the Medusa application stores them (`shipping/option-texts.ts` there), by locale. */
const Texts = z.record(z.string(), z.object({ name: z.string() }));

/** The texts of a chosen way of delivery, from its data; none where Medusa has none, as in orders of earlier versions. */
export function toDeliveryTexts(from: unknown): DeliveryTexts {
  const byLocale = Texts.safeParse(from).data ?? {};
  const known = languages.flatMap((language) => {
    const texts = language === 'EN' ? undefined : byLocale[locales[language]];
    return texts ? [[language, texts] as const] : [];
  });
  return Object.fromEntries(known);
}
