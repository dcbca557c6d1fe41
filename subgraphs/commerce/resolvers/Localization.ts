import type { LocalizationResolvers } from '#generated/commerce.ts';
import type { ResolversOver } from '#kit/graph/server/subgraph.ts';
import { deliveryTo } from '../geography/delivery.ts';
import { countryIn, currencyIn, languagesIn } from '../geography/names.ts';
import { nearestLocation } from '../geography/nearest-location.ts';
import type { ResolvedMarket } from '../market.ts';

/** The market of a request, and what is offered at the place of the visitor. */
export const Localization: ResolversOver<ResolvedMarket, LocalizationResolvers> = {
  country: ({ country }, _args, { request }) => countryIn(country, request.market.language),
  currencyCode: ({ region }) => region.currencyCode,
  currency: ({ region }, _args, { request }) => currencyIn(region.currencyCode, request.market.language),
  language: (_, _args, { request }) => request.market.language,
  availableLanguages: (_, _args, { request }) => languagesIn(request.market.language),
  region: ({ region }) => region,
  availableRegions: (_, _args, { regions }) => regions(),
  delivery: async (market, _args, { request, deliveryOptions, locations }) =>
    deliveryTo(request.market, market, await deliveryOptions(request.market.language), await locations()),
  nearestLocation: async ({ country }, _args, { request, locations }) =>
    nearestLocation(await locations(), request.position, request.market.country ?? country.code),
};
