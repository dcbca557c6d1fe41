import type {
  SizeGuideColumnResolvers,
  SizeGuideEntryResolvers,
  SizeGuideResolvers,
  SizeMeasurementResolvers,
} from '#generated/journal.ts';
import { hasLetter } from '#kit/graph/languages/language.ts';
import { referenceId } from '#kit/graph/node.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { graphId, storedId } from '../../ids.ts';
import { translated } from '../../site/resolvers/translated.ts';
import type { SizeMeasurement as Measurement, SizeGuide as Row, SizeColumn, SizeRow } from '../guides.ts';
import { lengthIn } from '../lengths.ts';

export const SizeGuide: ResolversOver<Row, SizeGuideResolvers> = {
  id: ({ id }) => graphId('SizeGuide', id),
  __resolveReference: (reference, { guideLoaders }) =>
    guideLoaders.sizeGuideById.load(storedId('SizeGuide', referenceId(reference))),
  title: ({ title, translation }, _, context, info) => translated(context, info, title, translation?.title),
  howToMeasure: ({ howToMeasure, translation }, _, context, info) =>
    translated(context, info, howToMeasure, translation?.howToMeasure),
};

/** A column of a size guide. */
export const SizeGuideColumn: ResolversOver<SizeColumn, SizeGuideColumnResolvers> = {
  name: ({ name, translation }, _, context, info) => translated(context, info, name, translation?.name),
};

/** A row of a size guide. */
export const SizeGuideEntry: ResolversOver<SizeRow, SizeGuideEntryResolvers> = {
  size: ({ size, translation }, _, context, info) =>
    hasLetter(size) ? translated(context, info, size, translation?.size) : size,
};

/** A measurement in a unit of the client's choice. */
export const SizeMeasurement: ResolversOver<Measurement, SizeMeasurementResolvers> = {
  key: ({ column }) => column.key,
  name: ({ column: { name, translation } }, _, context, info) => translated(context, info, name, translation?.name),
  value: ({ millimetres }, { unit }) => lengthIn(unit ?? 'MILLIMETRES', millimetres),
  maxValue: ({ to }, { unit }) => (to === null ? null : lengthIn(unit ?? 'MILLIMETRES', to)),
};
