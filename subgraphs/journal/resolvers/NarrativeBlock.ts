import type { NarrativeBlockResolvers } from '#generated/journal.ts';

export const NarrativeBlock: NarrativeBlockResolvers = {
  __resolveType: ({ _type }) => {
    if (_type === 'image') return 'ImageBlock';
    return _type === 'productReference' ? 'ProductBlock' : 'TextBlock';
  },
};
