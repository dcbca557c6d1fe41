import { GraphQLDate, GraphQLDateTimeISO, GraphQLJSONObject, GraphQLURL, RegularExpression } from 'graphql-scalars';

/** Resolvers for the scalars of `schema/shared.graphql`. */
export const scalars = {
  DateTime: GraphQLDateTimeISO,
  Date: GraphQLDate,
  JSONObject: GraphQLJSONObject,
  URL: GraphQLURL,
  Decimal: new RegularExpression('Decimal', /^-?(0|[1-9]\d{0,17})(\.\d{1,18})?$/),
  CountryCode: new RegularExpression('CountryCode', /^[A-Z]{2}$/),
  CurrencyCode: new RegularExpression('CurrencyCode', /^[A-Z]{3}$/),
  HTML: new RegularExpression('HTML', /^/),
  Sha256: new RegularExpression('Sha256', /^[0-9a-f]{64}$/),
};
