import { faultInWords } from './words.ts';

/** The element of `passkey.html` with this id. Throws when there is none of this kind. */
export function part<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`The page has no ${kind.name} #${id}.`);
  return element;
}

/** Says something to the person in front of the page; nothing, with an empty text. */
export function say(text: string): void {
  message.classList.remove('fault');
  message.textContent = text;
}

/** Says what went wrong. */
export function sayFault(error: unknown): void {
  message.classList.add('fault');
  message.textContent = faultInWords(error);
}

/** Shows the page for the first time, and `show`s it anew after everything that is done on it. */
export async function openPage(show: () => Promise<void>): Promise<void> {
  showAnew = show;
  await show().catch(sayFault);
  main.ariaBusy = 'false';
}

/**
 * Runs what a person asked for, one thing at a time: further wishes are ignored meanwhile. The sentence that `work`
 * resolves to is said once the page shows what came of it; or what went wrong is.
 */
export async function act(work: () => Promise<string>): Promise<void> {
  if (main.ariaBusy === 'true') return;
  main.ariaBusy = 'true';
  const focused = document.activeElement;
  const section = focused?.closest('section');
  say('');
  try {
    say(await work().finally(showAnew));
  } catch (error) {
    sayFault(error);
  }
  if (!focused?.checkVisibility()) (section?.checkVisibility() ? section : main).querySelector('h2')?.focus();
  main.ariaBusy = 'false';
}

/** Does `work` when a button is pressed. */
export function onPress(id: string, work: () => Promise<string>): void {
  part(id, HTMLButtonElement).addEventListener('click', () => void act(work));
}

/** Does `work` with the trimmed values of a form when it is sent, and empties the form once it is done. */
export function onSend(id: string, work: (field: (name: string) => string) => Promise<string>): void {
  const form = part(id, HTMLFormElement);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const values = new FormData(form);
    void act(async () => {
      const sentence = await work((name) => String(values.get(name) ?? '').trim());
      form.reset();
      return sentence;
    });
  });
}

/** A button that does `work`. `label` says more than `text` to those who hear it alone. */
export function button(text: string, label: string, work: () => Promise<string>): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.ariaLabel = label;
  element.addEventListener('click', () => void act(work));
  return element;
}

/** A row of a list: a name, what is remarkable, details in small print, and what can be done. */
export function row(name: string, remark: string, details: string[], buttons: HTMLButtonElement[]): HTMLLIElement {
  const item = document.createElement('li');
  item.append(element('strong', '', name));
  if (remark) item.append(element('span', 'current', remark));
  for (const detail of details) item.append(element('p', 'detail', detail));
  if (buttons.length > 0) {
    const group = element('p', 'buttons', '');
    group.append(...buttons);
    item.append(group);
  }
  return item;
}

/** Asks whether to go on; `verb` names the button that does. */
export async function isConfirmed(text: string, verb: string): Promise<boolean> {
  answer.hidden = answer.disabled = true;
  return question(text, verb);
}

/** Asks for a name; undefined when none is given. */
export async function askName(text: string, current: string, verb: string): Promise<string | undefined> {
  answer.hidden = answer.disabled = false;
  answer.value = current;
  return (await question(text, verb)) ? answer.value.trim() : undefined;
}

let showAnew = async () => {};

const main = part('main', HTMLElement);
const message = part('message', HTMLElement);
const dialog = part('question', HTMLDialogElement);
const answer = part('question-answer', HTMLInputElement);

async function question(text: string, verb: string): Promise<boolean> {
  part('question-text', HTMLElement).textContent = text;
  part('question-yes', HTMLButtonElement).textContent = verb;
  dialog.returnValue = '';
  dialog.showModal();
  await new Promise((resolve) => dialog.addEventListener('close', resolve, { once: true }));
  return dialog.returnValue === 'yes';
}

function element(tag: string, className: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
