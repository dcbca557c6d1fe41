import type { SiteBanner } from './types.ts';

/** The banners of the site. */
export const banners: SiteBanner[] = [
  {
    id: 'banner_fire',
    title: 'A fire put to bed',
    text: 'One furnace, five people, and the last night of the year at which it burns.',
    label: 'Read the story',
    placement: 'HOME',
    position: 1,
    target: { document: 'art_a-fire-put-to-bed' },
    mood: 'OBSIDIAN',
    startsAt: '2025-09-01T00:00:00Z',
  },
  {
    id: 'banner_repairs',
    title: 'Repairs are free for life',
    text: 'Bring any piece to one of our stores.',
    label: 'Care of pieces',
    placement: 'ANNOUNCEMENT',
    position: 1,
    target: { document: 'page_care' },
    mood: 'PAPER',
    startsAt: '2025-01-01T00:00:00Z',
    endsAt: '2098-12-31T23:00:00Z',
  },
];
