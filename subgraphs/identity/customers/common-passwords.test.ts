import { describe, expect, it } from '@jest/globals';
import { isCommonPassword } from './common-passwords.ts';

describe('A password that is guessed first', () => {
  it.each([
    ['a leaked one', 'qwerty123456'],
    ['in any case', 'LeaveMeAlone'],
    ['in full-width letters', 'ｌｅａｖｅｍｅａｌｏｎｅ'],
    ['a leaked one with a year', 'Password2026'],
    ['a leaked one with digits before and behind', '123password1!'],
    ['with digits for letters', 'p4ssw0rd1234'],
    ['with signs for letters', 'P@$$w0rd2026'],
    ['a leaked one twice', 'passwordpassword'],
    ['a leaked one, cut', 'sunshinesunshi'],
    ['one character', 'aaaaaaaaaaaa'],
    ['a short piece', 'abcabcabcabc'],
    ['blanks', '            '],
    ['digits upwards', '123456789012'],
    ['digits downwards', '987654321098'],
    ['the alphabet', 'abcdefghijklm'],
    ['the alphabet backwards', 'zyxwvutsrqpon'],
    ['the name of the house', 'axiom1234567'],
    ['the name of the house twice', 'AxiomAxiomAxiom'],
  ])('is refused: %s', (_, password) => {
    expect(isCommonPassword(password)).toBe(true);
  });

  it.each(['lovelace@axiom.example', 'Lovelace1815', '!!lovelace-9999', 'LOVELACE2026!', 'lovelacelovelace'])(
    'is refused where it is made of its owner’s name: %s',
    (password) => {
      expect(isCommonPassword(password, ['lovelace@axiom.example', 'lovelace', 'axiom.example', 'Ada'])).toBe(true);
    },
  );

  it.each([
    'correct horse battery staple',
    'another long password',
    'tZ4!vq9#Lm2x',
    '493827561048',
    'the tote is by the axiom door',
    'пароль из пяти слов',
    'Lovelace met Babbage in 1833',
    'ada-ada-kitten-moon',
    '鳥が海の上を飛んでいるよ静かに',
  ])('is not %s', (password) => {
    expect(isCommonPassword(password, ['lovelace@axiom.example', 'lovelace', 'axiom.example', 'Ada'])).toBe(false);
  });
});
