import type { ViewerResolvers } from '#generated/identity.ts';
import type { Viewer as Row } from '#kit/viewer.ts';
import type { Context } from '../context.ts';

export const Viewer: ViewerResolvers<Context, Row> = {
  id: (viewer) => ('id' in viewer ? viewer.id : null),
  scopes: (viewer) => ('scopes' in viewer ? viewer.scopes.toSorted() : []),
};
