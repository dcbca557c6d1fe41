/** Who writes for the journal. */
export const authors = {
  maren: { name: 'Maren Oldcastle', role: 'Editor of the journal' },
  tobiah: { name: 'Tobiah Wrenfield', role: 'Writer' },
  leila: { name: 'Leïla Marsaud', role: 'Correspondent' },
  shun: { name: 'Shun Aramaki', role: 'Correspondent in Tokyo' },
};
