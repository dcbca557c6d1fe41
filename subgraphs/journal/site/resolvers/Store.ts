import type { StoreDayResolvers, StoreHoursResolvers, StoreResolvers, Weekday } from '#generated/journal.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { graphId, storedId } from '../../ids.ts';
import { distanceOf, readPoint } from '../distance.ts';
import { type Day, dateAt, dayOf, isOpenAt, specialDaysFrom } from '../hours.ts';
import type { Store as Row, WeeklyHours } from '../site.ts';
import { storeData } from '../structured-data.ts';
import { translated } from './translated.ts';

export const Store: ResolversOver<Row, StoreResolvers> = {
  id: ({ id }) => graphId('Store', id),
  __resolveReference: (reference, { siteLoaders }) =>
    siteLoaders.storeById.load(storedId('Store', referenceId(reference))),
  name: ({ name, translation }, _, context, info) => translated(context, info, name, translation?.name),
  description: ({ description, translation }, _, context, info) =>
    translated(context, info, description, translation?.description),
  distance: ({ coordinates }, { from }) => distanceOf(coordinates, readPoint(from, 'from')),
  openingHours: ({ week }) => week,
  specialDays: (store) => specialDaysFrom(store, new Date()),
  // The value of the scalar is midnight in UTC.
  day: (store, { date }) => dayOf(store, date ? new Date(date).toISOString().slice(0, 10) : dateAt(store, new Date())),
  isOpenAt: (store, { time }) => isOpenAt(store, time ?? new Date()),
  structuredData: async ({ translation, ...store }, _, { siteLoaders }) => {
    const company = await siteLoaders.publisher();
    return storeData({ ...store, translation, ...filled(translation) }, dateAt(store, new Date()), company);
  },
  location: ({ locationId }) => (locationId === null ? null : { id: locationId }),
};

const weekdays: Weekday[] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

export const StoreHours: ResolversOver<WeeklyHours, StoreHoursResolvers> = {
  weekday: ({ weekday }) => weekdays[weekday - 1] as Weekday,
};

/** A day of a store. */
export const StoreDay: ResolversOver<Day, StoreDayResolvers> = {
  note: ({ note, translation }, _, context, info) => translated(context, info, note, translation?.note),
};

/** The texts of a translation that it has. */
function filled<Texts extends object>(translation: Texts | null): { [Name in keyof Texts]?: NonNullable<Texts[Name]> } {
  const texts = Object.entries(translation ?? {}).filter(([, text]) => text !== null);
  return Object.fromEntries(texts) as { [Name in keyof Texts]?: NonNullable<Texts[Name]> };
}
