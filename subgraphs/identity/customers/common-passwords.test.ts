import { describe, expect, it } from '@jest/globals';
import { isCommonPassword } from './common-passwords.ts';

describe('A common password', () => {
  it.each([
    ['a leaked password', 'qwerty123456'],
    ['in any case', 'LeaveMeAlone'],
    ['in full-width letters', 'ｌｅａｖｅｍｅａｌｏｎｅ'],
    ['a leaked password with a year', 'Password2026'],
    ['a leaked password between digits', '123password1!'],
    ['with digits for letters', 'p4ssw0rd1234'],
    ['with symbols for letters', 'P@$$w0rd2026'],
    ['a repeated leaked password', 'passwordpassword'],
    ['a leaked password, partly repeated', 'sunshinesunshi'],
    ['one character', 'aaaaaaaaaaaa'],
    ['a short fragment', 'abcabcabcabc'],
    ['blanks', '            '],
    ['ascending digits', '123456789012'],
    ['descending digits', '987654321098'],
    ['the alphabet', 'abcdefghijklm'],
    ['the alphabet backwards', 'zyxwvutsrqpon'],
    ['the name of the brand', 'axiom1234567'],
    ['the repeated name of the brand', 'AxiomAxiomAxiom'],
  ])('is %s', (_, password) => {
    expect(isCommonPassword(password)).toBe(true);
  });

  it.each(['lovelace@axiom.example', 'Lovelace1815', '!!lovelace-9999', 'LOVELACE2026!', 'lovelacelovelace'])(
    'is one that contains little more than its owner’s name: %s',
    (password) => {
      expect(isCommonPassword(password, ['lovelace@axiom.example', 'lovelace', 'axiom.example', 'Ada'])).toBe(true);
    },
  );

  it.each([
    'correct horse battery staple',
    'another long password',
    'tZ4!vq9#Lm2x',
    '493827561048',
    'the tote is by the axiom gallery',
    'пароль из пяти слов',
    'Lovelace met Babbage in 1833',
    'ada-ada-kitten-moon',
    '鳥が海の上を飛んでいるよ静かに',
  ])('is not %s', (password) => {
    expect(isCommonPassword(password, ['lovelace@axiom.example', 'lovelace', 'axiom.example', 'Ada'])).toBe(false);
  });
});
