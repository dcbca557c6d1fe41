import type { Article } from '../types.ts';
import { authors } from './authors.ts';

/** Stories of wool. */
export const wool: Article[] = [
  {
    id: 'art_eleven-colours-of-sheep',
    slug: 'eleven-colours-of-sheep',
    title: 'Eleven Colours of Sheep',
    mood: 'PAPER',
    publishedAt: '2026-01-20T07:00:00Z',
    author: authors.tobiah,
    linkedProducts: ['prod_haar-wrap', 'prod_simmer-dim-throw', 'prod_taatit-cushion'],
    artisans: ['arti_inga-linklater'],
    palette: ['#e9e3d6', '#8d7b66'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'The northernmost sheep in Britain were standing on the beach, eating it. At Burrafirth the seaweed comes in with the January gales, and the flock comes down from the hill on the ebb without being called. They know the tide tables, says the man who owns them, *better than the council does*.',
      },
      {
        kind: 'paragraph',
        text: 'A Shetland ewe weighs as much as a large dog. Her fleece is barely a kilogram, and from the shoulder to the tail it is three different wools: at the **neck** as fine as merino, on the back good for jumpers, on the britch fit for a rug. A sorter takes it apart by touch, with the eyes on something else.',
      },
      { kind: 'heading', level: 2, text: 'The words' },
      {
        kind: 'paragraph',
        text: 'The islands have eleven names for the colours of a whole sheep, and thirty more for her markings. Most are Norn, a language that otherwise died out with the eighteenth century and has survived, so to speak, on wool.',
      },
      {
        kind: 'list',
        ordered: false,
        items: [
          '**Shaela**: dark steel-grey, like black frost.',
          '**Emsket**: dusky blue-grey, a wet slate.',
          '**Moorit**: red-brown, a peat bank in sun.',
          '**Mioget**: honey, warm and a little green.',
        ],
      },
      {
        kind: 'paragraph',
        text: 'For a hundred years the mills paid only for white, since white takes dye, and the dark sheep were bred away. By 1977 there were too few to keep a single spinner busy. The flock on Unst goes back to nine moorit ewes that a schoolteacher kept behind the manse, out of contrariness.',
      },
      { kind: 'product', product: 'prod_haar-wrap' },
      { kind: 'heading', level: 2, text: 'On the loom' },
      {
        kind: 'paragraph',
        text: '[Inga Linklater](https://axiom.example/artisans/inga-linklater) asks for fleeces by the name of the sheep. For the throw she lays out nineteen of them on the floor of the böd, from dark to light, walks along the row and swaps two. The mill at the head of the voe spins them in that order. Undyed yarn keeps the small differences between one animal and the next, and they carry across the cloth like weather.',
      },
      {
        kind: 'quote',
        text: 'You get a wee line where Bess ends and Truida begins. I leave it. They never got on.',
        cite: 'Inga Linklater',
      },
      {
        kind: 'paragraph',
        text: 'What is too short to spin fills cushions. What is too short for that goes on the potatoes. The [wool](https://axiom.example/materials/shetland-wool) is washed in burn water with a little soda and nothing else, and on a damp day a throw still gives off, very faintly, lanolin, heather and the beach.',
      },
      {
        kind: 'image',
        alt: 'Fleeces laid on a stone floor, from dark grey to pale',
        caption: 'Nineteen sheep, in order of appearance.',
        palette: ['#6f6c69', '#d8d2c6'],
      },
    ],
  },
  {
    id: 'art_cut-down-at-ten-in-the-evening',
    slug: 'cut-down-at-ten-in-the-evening',
    title: 'Cut Down at Ten in the Evening',
    mood: 'CHROME',
    publishedAt: '2025-07-01T07:00:00Z',
    author: authors.leila,
    linkedProducts: ['prod_haaf-rug', 'prod_simmer-dim-throw'],
    artisans: ['arti_inga-linklater'],
    palette: ['#dfe4e6', '#5c6870'],
    narrative: [
      {
        kind: 'paragraph',
        text: 'At sixty degrees north, on the longest day, the sun goes under the sea at twenty-six minutes to eleven and comes up again at twenty to four. Between the two it is not night. The sky stays the colour of the inside of a mussel, and a person can read, or fish, or finish a rug.',
      },
      {
        kind: 'paragraph',
        text: 'Inga Linklater had been on it for **five weeks**. She works from the middle of the afternoon in summer, when the window on the harbour gives its flattest light, because flat light shows a lazy pick. The last hand’s breadth took her from tea-time until ten.',
      },
      { kind: 'heading', level: 2, text: 'Beating the warp out of sight' },
      {
        kind: 'paragraph',
        text: 'In most flat weaves one can see both threads. In hers the warp is [linen](https://axiom.example/materials/caux-linen), set wide, and the wool is beaten down until it closes over the linen entirely. Only weight does that. Her beater is a ship’s deadwood knee with thirty pounds of lead let into it, and she brings it forward three times for every pick.',
      },
      {
        kind: 'quote',
        text: 'Once for the wool, once for the wife, once for the one that is out.',
        cite: 'Said at the loom in Scalloway',
      },
      {
        kind: 'paragraph',
        text: 'The *haaf* was the deep-sea fishing: six men in an open boat, forty miles out, with seven miles of line. On a night in July 1881 ten boats did not come back. Her pattern is nothing but those lines. Pale picks cross the dark field, and the spaces between them are the spaces between hooks, as a tacksman’s ledger gives them: **four fathoms, then four, then five**.',
      },
      { kind: 'product', product: 'prod_haaf-rug' },
      { kind: 'heading', level: 2, text: 'Cutting down' },
      {
        kind: 'paragraph',
        text: 'A piece is cut from the loom with the big scissors, and whoever is about comes in to watch. It is the only moment when a weaver sees the whole of what she has made. Until then it has been winding itself away from her onto a roller, face down.',
      },
      {
        kind: 'paragraph',
        text: 'That night there were seven of us, and a dog. She snipped along the breast beam, quickly, as one takes off a plaster. The rug slid down with a long breath and lay on the flags. Nobody lit a lamp. She walked over it in her socks from one end to the other, slowly, feeling for something.',
      },
      {
        kind: 'paragraph',
        text: 'Afterwards we sat outside against the warm wall under one of her [throws](https://axiom.example/products/simmer-dim-throw), and it got no darker.',
      },
      {
        kind: 'image',
        alt: 'A dark rug with pale lines on stone flags in grey light',
        palette: ['#c9d0d3', '#3a3734'],
      },
    ],
  },
];
