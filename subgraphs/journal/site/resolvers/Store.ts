import type { StoreHoursResolvers, StoreResolvers, Weekday } from '#generated/journal.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { graphId, storedId } from '../../ids.ts';
import { distanceOf, readPoint } from '../distance.ts';
import { dateAt, dayOf, isOpenAt, specialDaysFrom } from '../hours.ts';
import type { Store as Row, WeeklyHours } from '../site.ts';
import { storeData } from '../structured-data.ts';

export const Store: ResolversOver<Row, StoreResolvers> = {
  id: ({ id }) => graphId('Store', id),
  __resolveReference: (reference, { siteLoaders }) =>
    siteLoaders.storeById.load(storedId('Store', referenceId(reference))),
  distance: ({ coordinates }, { from }) => distanceOf(coordinates, readPoint(from, 'from')),
  openingHours: ({ week }) => week,
  specialDays: (store) => specialDaysFrom(store, new Date()),
  // The value of the scalar is midnight in UTC.
  day: (store, { date }) => dayOf(store, date ? new Date(date).toISOString().slice(0, 10) : dateAt(store, new Date())),
  isOpenAt: (store, { time }) => isOpenAt(store, time ?? new Date()),
  structuredData: (store) => storeData(store, dateAt(store, new Date())),
  location: ({ locationId }) => (locationId === null ? null : { id: locationId }),
};

const weekdays: Weekday[] = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'];

export const StoreHours: ResolversOver<WeeklyHours, StoreHoursResolvers> = {
  weekday: ({ weekday }) => weekdays[weekday - 1] as Weekday,
};
