import type { SiteRedirect } from './types.ts';

/** The paths that have moved. The second leads to the first. */
export const redirects: SiteRedirect[] = [
  { id: 'redirect_stories', path: '/stories', destination: '/journal', statusCode: 301 },
  { id: 'redirect_blog', path: '/blog', destination: '/stories', statusCode: 301 },
  { id: 'redirect_faq', path: '/faq', destination: '/pages/shipping-and-returns', statusCode: 301 },
  { id: 'redirect_holidays', path: '/holidays', destination: '/collections/ember', statusCode: 302 },
];
