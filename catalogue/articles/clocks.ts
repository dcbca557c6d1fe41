import type { Article } from '../types.ts';
import { authors } from './authors.ts';

/** Stories of clocks and pens. */
export const clocks: Article[] = [
  {
    id: 'art_what-is-left-of-the-spring',
    slug: 'what-is-left-of-the-spring',
    title: 'What Is Left of the Spring',
    mood: 'CHROME',
    publishedAt: '2025-12-02T06:00:00Z',
    author: authors.maren,
    linkedProducts: ['prod_meridian-clock', 'prod_waypost-clock'],
    artisans: ['arti_celestin-vuillermoz', 'arti_ilaria-vannozzi'],
    palette: ['#dadddf', '#33383d'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'Most clocks with two hands in the middle tell the hour and the minute. Célestin Vuillermoz’s table clock tells the hour and **how much longer it will be able to**. The second hand starts at the top on the day the clock is wound and sinks by an eighth of the dial each day.',
      },
      {
        kind: 'paragraph',
        text: 'Minutes are there if one wants them. The hour hand is long and ends in a point like a needle’s, and between two numerals there are twelve fine lines. *Five minutes is near enough for anyone who is sitting down,* he says.',
      },
      { kind: 'heading', level: 2, text: 'Nine wheels' },
      {
        kind: 'paragraph',
        text: 'The atelier is on the pass above Sainte-Croix, in a house that used to sell skis. In winter the snow reaches the sills and the light comes up from below, which is good for inspecting pivots. He cuts the wheels from [Birse brass](https://axiom.example/materials/birse-brass), nine to a movement, and polishes each tooth with a pegwood stick that he sharpens between teeth.',
      },
      {
        kind: 'paragraph',
        text: 'The hands are steel. They are heated together, on a bed of brass filings, until the colour runs through straw and purple to blue, at 295 degrees, and the window for the right blue is about **two seconds** wide. If one hand is late, both are polished back to white and begin again.',
      },
      {
        kind: 'image',
        alt: 'Two steel hands turning blue on a bed of brass filings',
        caption: 'Straw, purple, now.',
        palette: ['#b89a5a', '#2c3f6e'],
      },
      { kind: 'heading', level: 2, text: 'Four screws' },
      {
        kind: 'paragraph',
        text: 'With every clock comes a screwdriver. The letter beside it asks the owner to undo the four screws, lift out the movement, look at it, and put it back. About half of them do. Those clocks, he has noticed, return for service less often.',
      },
      {
        kind: 'quote',
        text: 'Nobody is careless with a thing once he has seen its inside.',
        cite: 'Célestin Vuillermoz',
      },
      { kind: 'product', product: 'prod_meridian-clock' },
      {
        kind: 'paragraph',
        text: 'The smaller clock travels. Its movement hangs in a silver case that is also its bell; he thins the back with a scraper until the note is right, an A flat, low enough not to frighten. Then the case goes over the mountains to [Ilaria Vannozzi](https://axiom.example/artisans/ilaria-vannozzi), who stretches wet calf around it and waits three days.',
      },
      {
        kind: 'paragraph',
        text: 'The two have an unfinished quarrel about whether leather dulls the sound. He has measured that it does, by a decibel and a half. She says that this is what she meant.',
      },
    ],
  },
  {
    id: 'art_nine-coats',
    slug: 'nine-coats',
    title: 'Nine Coats',
    mood: 'OBSIDIAN',
    publishedAt: '2025-03-25T06:00:00Z',
    author: authors.shun,
    linkedProducts: ['prod_plumb-pen', 'prod_understory-notebook'],
    artisans: ['arti_celestin-vuillermoz'],
    palette: ['#120c0a', '#6a1f1a'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'The tree is fifteen years old when Genzō Tachibana makes the first cut, a thumb’s length, no deeper than the bark. He returns after four days and cuts again, a little longer, just above. By October there is a ladder of scars, and the tree has given **a teacup and a half** of sap. In November it is felled. A shoot will come from the stump.',
      },
      {
        kind: 'paragraph',
        text: 'Urushi is the colour of milky coffee as it leaves the tree, and black before the morning is over. It blisters the skin of anyone who is not used to it. Tachibana has been used to it for forty years and still wears a towel around his neck in July, *when it flies*.',
      },
      { kind: 'heading', level: 2, text: 'It does not dry' },
      {
        kind: 'paragraph',
        text: 'Varnish dries: something leaves it. [Urushi](https://axiom.example/materials/joboji-urushi) hardens by taking something in. An enzyme in the sap needs water from the air, and below seventy per cent humidity it goes to sleep. A lacquerer therefore keeps his work in a damp cupboard, and does best in the rainy season, when everyone else’s paint is failing.',
      },
      {
        kind: 'paragraph',
        text: 'Sainte-Croix has no rainy season. Célestin Vuillermoz built his cupboard from a wine refrigerator, a humidifier for infants and the door of a music box. Into it, on a slowly turning spit, go pen barrels of silver, **each coat thinner than a breath on glass**.',
      },
      {
        kind: 'list',
        ordered: true,
        items: [
          'Two coats to grip the silver, baked at 130 degrees.',
          'Three to build, each ground flat with magnolia charcoal.',
          'Three of colour, strained through paper.',
          'One wiped on with cotton and nearly all wiped off.',
        ],
      },
      { kind: 'product', product: 'prod_plumb-pen' },
      { kind: 'heading', level: 2, text: 'Why cover silver at all' },
      {
        kind: 'paragraph',
        text: 'Silver is cold, and it slips. Lacquer has the temperature of the hand within a second or two, and holds it by some small adhesion that one notices only with other pens, afterwards. At the lip of the cap a line of metal is left bare. It is there, he says, to keep people honest about what is underneath.',
      },
      {
        kind: 'quote',
        text: 'It goes on getting harder for a hundred years. I shall not be able to check.',
        cite: 'Célestin Vuillermoz',
      },
      {
        kind: 'paragraph',
        text: 'New urushi is a little too dark. It clears with time, as brewed tea does when it is held up, and the red that lies three coats down begins to show at the edges. A pen from his first series, lent back to us for a day and photographed on a page of [Awa washi](https://axiom.example/products/understory-notebook), has gone the brown of a horse chestnut, with light in it.',
      },
    ],
  },
];
