import { registerHooks } from 'node:module';

// gql.tada and GraphQLSP need the JavaScript API of TypeScript 5, which is installed in this workspace. The repository
// itself uses TypeScript 7, which has no such API. Load this file with `node --import`.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier, /^typescript($|\/)/.test(specifier) ? { ...context, parentURL: import.meta.url } : context),
});
