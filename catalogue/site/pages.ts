import type { SitePage } from './types.ts';

/** The pages of the site. */
export const pages: SitePage[] = [
  {
    id: 'page_about',
    slug: 'about',
    kind: 'COMPANY',
    title: 'About the House',
    description: 'Who makes what AXIOM sells, where, and how anyone can check it.',
    narrative: [
      {
        kind: 'paragraph',
        text: 'AXIOM is a house without a factory. Each piece is made in the workshop of the person whose name it carries, and nothing leaves that workshop without a record of what it is made of and what its making cost the air.',
      },
      { kind: 'heading', level: 2, text: 'A name on every piece' },
      {
        kind: 'paragraph',
        text: 'We pay our makers before a piece is sold. In return we ask for two things: that they write down where their materials come from, and that they take back what breaks.',
      },
      { kind: 'heading', level: 2, text: 'What you can check' },
      {
        kind: 'list',
        ordered: false,
        items: [
          'The **passport** of each piece, which no one can rewrite, not even we.',
          'The share, the origin and the supplier of every material.',
          'The carbon of its making, with the method and the name of who verified it.',
        ],
      },
      { kind: 'quote', text: 'A thing that must be explained has not been finished. A thing that can be is.' },
    ],
  },
  {
    id: 'page_care',
    slug: 'care',
    kind: 'SERVICE',
    title: 'Care of Pieces',
    description: 'How to keep leather, cloth, metal, porcelain and wood for a lifetime.',
    narrative: [
      {
        kind: 'paragraph',
        text: 'Most pieces need less care than their owners give them. Dust them, use them, and send them back before they break.',
      },
      { kind: 'heading', level: 2, text: 'Leather' },
      {
        kind: 'paragraph',
        text: 'Let it dry slowly when it is wet, away from heaters. Twice a year, a spoonful of beeswax balm on a soft cloth is enough. Scratches in vegetable-tanned calf close under a warm thumb.',
      },
      { kind: 'heading', level: 2, text: 'Silk, linen and wool' },
      {
        kind: 'paragraph',
        text: 'Air it overnight before you wash it. Wash by hand in cool water, without wringing, and dry it flat. Indigo gives a little colour in its first year; wear it with blue.',
      },
      { kind: 'heading', level: 2, text: 'Gold and silver' },
      {
        kind: 'paragraph',
        text: 'Warm water, a drop of soap and a baby’s toothbrush. Silver that is worn every day does not tarnish.',
      },
      { kind: 'heading', level: 2, text: 'Repair' },
      {
        kind: 'paragraph',
        text: 'Every piece can be repaired by the workshop that made it. Bring it to one of our stores, or ask for a box at [repairs](https://axiom.example/repairs).',
      },
    ],
  },
  {
    id: 'page_shipping-and-returns',
    slug: 'shipping-and-returns',
    kind: 'SERVICE',
    title: 'Shipping & Returns',
    description: 'Delivery times, duties, and thirty days to change your mind.',
    narrative: [
      { kind: 'heading', level: 2, text: 'Delivery' },
      {
        kind: 'paragraph',
        text: 'Orders leave Paris, New York or Tokyo on the same day until the early afternoon. The days of delivery are shown in the cart before you pay, and they are a promise.',
      },
      { kind: 'heading', level: 2, text: 'Duties and taxes' },
      {
        kind: 'paragraph',
        text: 'Within the European Union, the United Kingdom, Switzerland and Japan all duties are included. In the United States and Canada the carrier may collect them on delivery.',
      },
      { kind: 'heading', level: 2, text: 'Returns' },
      {
        kind: 'list',
        ordered: true,
        items: [
          'Ask for a return in your account within thirty days.',
          'Put the piece into the box that it came in; the label is on its lid.',
          'You have your money back within five working days of its arrival.',
        ],
      },
      { kind: 'paragraph', text: 'Pieces with an engraving cannot be returned, unless they are faulty.' },
    ],
  },
  {
    id: 'page_privacy',
    slug: 'privacy',
    kind: 'LEGAL',
    title: 'Privacy',
    description: 'What we keep of you, why, for how long, and how to have it deleted.',
    narrative: [
      {
        kind: 'paragraph',
        text: 'We keep what an order needs: your name, your addresses, your e-mail address and what you bought. We keep invoices for ten years, because the law asks us to, and everything else until you ask us to delete it.',
      },
      { kind: 'heading', level: 2, text: 'What we do not do' },
      {
        kind: 'list',
        ordered: false,
        items: ['We sell no data.', 'We follow no one across other sites.', 'We store no card numbers.'],
      },
      { kind: 'heading', level: 2, text: 'Your rights' },
      {
        kind: 'paragraph',
        text: 'In your account you can download all that we know of you, correct it, and delete it. Or write to privacy@axiom.example.',
      },
    ],
  },
  {
    id: 'page_legal-notice',
    slug: 'legal-notice',
    kind: 'LEGAL',
    title: 'Legal Notice',
    description: 'Who is responsible for this site.',
    narrative: [
      {
        kind: 'paragraph',
        text: 'This site is published by AXIOM SAS, 9 rue de Thorigny, 75003 Paris, France. AXIOM is a fictitious house: nothing here is for sale.',
      },
      { kind: 'heading', level: 2, text: 'Contact' },
      {
        kind: 'paragraph',
        text: 'Write to [hello@axiom.example](mailto:hello@axiom.example), or call +33 1 70 36 00 00.',
      },
    ],
  },
];
