/** The palette of `theme.css` for Monaco, which draws its own surfaces and ignores style sheets. */
const ivory = '#e9e4d8';
const champagne = '#d8c7a0';
const mist = '#9fb0bf';
const sage = '#a9bf9f';
const clay = '#cf9f86';
const ash = '#6f6b64';
const stone = '#17171a';

/** The Monaco theme of the editors. */
export const editorColors = {
  base: 'vs-dark' as const,
  inherit: true,
  rules: [
    { token: '', foreground: ivory },
    { token: 'comment', foreground: ash },
    { token: 'keyword', foreground: champagne },
    { token: 'key.identifier', foreground: ivory },
    { token: 'type.identifier', foreground: mist },
    { token: 'argument.identifier', foreground: clay },
    { token: 'annotation', foreground: clay },
    { token: 'string', foreground: sage },
    { token: 'string.key.json', foreground: mist },
    { token: 'string.value.json', foreground: ivory },
    { token: 'number', foreground: champagne },
    { token: 'keyword.json', foreground: clay },
  ],
  colors: {
    'editor.background': '#00000000',
    'editor.foreground': ivory,
    'editorCursor.foreground': champagne,
    'editorLineNumber.foreground': '#46443f',
    'editorLineNumber.activeForeground': ash,
    'editorIndentGuide.background1': '#232327',
    'editorIndentGuide.activeBackground1': '#3a3a40',
    'editorBracketHighlight.foreground1': ash,
    'editorBracketHighlight.foreground2': ash,
    'editorBracketHighlight.foreground3': ash,
    'editor.selectionBackground': '#d8c7a030',
    'editor.lineHighlightBorder': '#00000000',
    'editorHoverWidget.background': stone,
    'editorHoverWidget.border': '#2b2b30',
    'editorSuggestWidget.background': stone,
    'editorSuggestWidget.border': '#2b2b30',
    'editorSuggestWidget.selectedBackground': '#d8c7a01f',
    'editorSuggestWidget.selectedForeground': ivory,
    'editorSuggestWidget.highlightForeground': champagne,
    'list.hoverBackground': '#d8c7a014',
    'list.highlightForeground': champagne,
    'list.focusHighlightForeground': champagne,
    'editorWidget.background': stone,
    'quickInput.background': stone,
    'menu.background': stone,
    'menu.selectionBackground': '#d8c7a01f',
    'menu.selectionForeground': ivory,
    'input.background': '#202024',
    'textLink.foreground': champagne,
    'textLink.activeForeground': champagne,
    'editorLink.activeForeground': champagne,
    'scrollbar.shadow': '#00000000',
    focusBorder: champagne,
  },
};
