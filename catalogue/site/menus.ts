import type { SiteMenu } from './types.ts';

/** The menus of the site. */
export const menus: SiteMenu[] = [
  {
    id: 'menu_main',
    handle: 'main',
    title: 'Main menu',
    items: [
      {
        title: 'Leather',
        target: { category: 'pcat_leather-goods' },
        items: [
          { title: 'Bags', target: { category: 'pcat_bags' } },
          { title: 'Small Leather', target: { category: 'pcat_small-leather' } },
          { title: 'The Ember Tote', target: { product: 'prod_ember-tote' } },
        ],
      },
      {
        title: 'Interiors',
        target: { category: 'pcat_interiors' },
        items: [
          { title: 'Furniture', target: { category: 'pcat_furniture' } },
          { title: 'Lighting', target: { category: 'pcat_lighting' } },
          { title: 'Table & Vessels', target: { category: 'pcat_tableware' } },
        ],
      },
      {
        title: 'Collections',
        items: [
          { title: 'Ember', target: { collection: 'pcol_ember' } },
          { title: 'Tideline', target: { collection: 'pcol_tideline' } },
          { title: 'Meridian', target: { collection: 'pcol_meridian' } },
        ],
      },
      {
        title: 'Journal',
        target: { href: '/journal' },
        items: [{ title: 'A Fire Put to Bed', target: { document: 'art_a-fire-put-to-bed' } }],
      },
    ],
  },
  {
    id: 'menu_footer',
    handle: 'footer',
    title: 'Footer',
    items: [
      {
        title: 'About Us',
        items: [
          { title: 'About', target: { document: 'page_about' } },
          { title: 'Stores', target: { href: '/stores' } },
        ],
      },
      {
        title: 'Service',
        items: [
          { title: 'Care of Pieces', target: { document: 'page_care' } },
          { title: 'Shipping & Returns', target: { document: 'page_shipping-and-returns' } },
          { title: 'Write to Us', target: { href: 'mailto:hello@axiom.example' } },
        ],
      },
      {
        title: 'Legal',
        items: [
          { title: 'Privacy', target: { document: 'page_privacy' } },
          { title: 'Legal Notice', target: { document: 'page_legal-notice' } },
        ],
      },
    ],
  },
];
