import { z } from 'zod';
import type { Language } from '#kit/graph/languages/language.ts';
import { isId } from '../../ids.ts';
import { isTimeZone } from '../../site/hours.ts';
import type { Period, SiteContent, SpecialDay, Store, StoreService } from '../../site/site.ts';
import type { Reports } from '../reports.ts';
import type { RunQuery } from '../requests.ts';
import { fieldTranslation } from '../translations.ts';
import {
  base,
  type DocumentShape,
  listOf,
  optionalWords,
  type SiteRow,
  shownRows,
  siteFields,
  translationOf,
  words,
} from './rows.ts';

const services: StoreService[] = ['APPOINTMENT', 'ENGRAVING', 'PICK_UP', 'REPAIR', 'RETURN'];

const opensAt = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const closesAt = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
const periodFields = { opens: opensAt, closes: closesAt };
const isForward = ({ opens, closes }: { opens: string; closes: string }) => opens < closes;
const periodOf = ({ opens, closes }: { opens: string; closes: string }): Period => ({
  opensAt: opens,
  closesAt: closes,
});

const weekly = z.object({ weekdays: listOf(z.int().min(1).max(7), 7), ...periodFields }).refine(isForward);
const period = z.object(periodFields).refine(isForward).transform(periodOf);
const day = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d$/)
  .refine((text) => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true);
const specialDay: z.ZodType<SpecialDay> = z.object({
  ...{ date: day, periods: listOf(period, 3), note: optionalWords },
  translation: translationOf('note'),
});

/** What readers need of a store, besides its slug. */
export const storeNeeds = {
  name: words,
  address: z.object({
    line1: words,
    line2: optionalWords,
    postalCode: optionalWords,
    city: words,
    countryCode: z.string().regex(/^[A-Z]{2}$/),
  }),
  point: z.object({ lat: z.number().min(-90).max(90), lng: z.number().min(-180).max(180) }),
  timeZone: words.refine(isTimeZone),
};

const store: z.ZodType<Store> = z
  .object({
    ...base,
    ...storeNeeds,
    slug: words,
    description: optionalWords,
    phone: optionalWords,
    email: optionalWords,
    services: listOf(z.enum(services), 10),
    openingHours: listOf(weekly, 50),
    specialDays: listOf(specialDay, 400),
    locationId: z.string().refine(isId).nullish().catch(null),
    translation: translationOf('name', 'description'),
  })
  .transform(({ point, openingHours, specialDays, ...rest }) => ({
    ...rest,
    services: services.filter((service) => rest.services.includes(service)),
    coordinates: { latitude: point.lat, longitude: point.lng },
    week: openingHours
      .flatMap(({ weekdays, ...hours }) => weekdays.map((weekday) => ({ weekday, ...periodOf(hours) })))
      .sort((a, b) => a.weekday - b.weekday || (a.opensAt < b.opensAt ? -1 : 1))
      .slice(0, 21),
    exceptions: specialDays.sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date))),
    locationId: rest.locationId ?? null,
  }));

const fieldsIn = (language: Language) => `
  "slug": slug.current, name, description, address, point, timeZone, phone, email, services, openingHours, locationId,
  "specialDays": specialDays[]{date, periods, note${fieldTranslation(language, 'note')}}${fieldTranslation(language, 'name', 'description')}`;

/** What a store needs to be published. */
export const storeShape: DocumentShape = { fields: fieldsIn('EN'), shape: store, key: 'slug' };

/** Reads the stores of AXIOM. */
export function createStores(
  run: RunQuery,
  reports: Reports,
  language: Language,
): Pick<SiteContent, 'stores' | 'storesById' | 'storesBySlug'> {
  const read = async (filter: string, params: Record<string, unknown> = {}) => {
    const query = `*[_type == "store" && ${filter}] | order(_id desc)[0...1000]{${siteFields}, ${fieldsIn(language)}}`;
    return shownRows(await run<SiteRow[]>(query, params), store, reports);
  };
  return {
    storesById: (ids) => read('_id in $ids', { ids }),
    storesBySlug: (slugs) => read('slug.current in $slugs', { slugs }),
    stores: () => read('true'),
  };
}
