import { registerHooks } from 'node:module';

// gql.tada and GraphQLSP need the JavaScript API of TypeScript 5, which stands in this workspace; the repository itself is
// checked by TypeScript 7, which has none. To be loaded by `node --import`.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier, /^typescript($|\/)/.test(specifier) ? { ...context, parentURL: import.meta.url } : context),
});
