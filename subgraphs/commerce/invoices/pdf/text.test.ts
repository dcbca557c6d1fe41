import { describe, expect, it } from '@jest/globals';
import PDFDocument from 'pdfkit';
import { registerFonts, wrap } from './text.ts';

const doc = new PDFDocument();
registerFonts(doc);
const style = { size: 10 };
const widthOf = (text: string) => doc.font('latin').fontSize(style.size).widthOfString(text);

describe('Text that is wrapped', () => {
  it.each(['\u00a0', '\u202f'])('never breaks at a no-break space: %j', (space) => {
    const number = `1${space}234,50${space}EUR`;

    expect(wrap(doc, `remise ${number}`, widthOf('remise 1 234,50'), style)).toEqual([
      'remise',
      '1\u00a0234,50\u00a0EUR',
    ]);
  });

  it('breaks at every other space, and has one where there are several', () => {
    expect(wrap(doc, 'one  two\nthree', widthOf('one two'), style)).toEqual(['one two', 'three']);
  });
});
