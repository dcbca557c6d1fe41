import { messageOf } from './words.ts';

/** The element of `passkey.html` with this id. Throws where there is none of this type. */
export function part<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`The page has no ${kind.name} #${id}.`);
  return element;
}

/** Shows a message on the page. An empty text hides it. */
export function say(text: string): void {
  message.classList.remove('fault');
  message.textContent = text;
}

/** Shows an error as a message. */
export function sayFault(error: unknown): void {
  message.classList.add('fault');
  message.textContent = messageOf(error);
}

/** Shows the page. `show` is called again after every action. */
export async function openPage(show: () => Promise<void>): Promise<void> {
  refresh = show;
  await show().catch(sayFault);
  main.ariaBusy = 'false';
}

/**
 * Runs an action of the user. While it runs, other actions are ignored. Refreshes the page, then shows the message that
 * `work` resolves to, or its error.
 */
export async function act(work: () => Promise<string>): Promise<void> {
  if (main.ariaBusy === 'true') return;
  main.ariaBusy = 'true';
  const focused = document.activeElement;
  const section = focused?.closest('section');
  say('');
  try {
    say(await work().finally(refresh));
  } catch (error) {
    sayFault(error);
  }
  if (!focused?.checkVisibility()) (section?.checkVisibility() ? section : main).querySelector('h2')?.focus();
  main.ariaBusy = 'false';
}

/** Runs `work` when a button is pressed. */
export function onPress(id: string, work: () => Promise<string>): void {
  part(id, HTMLButtonElement).addEventListener('click', () => void act(work));
}

/** Runs `work` with the trimmed values of a form when it is submitted. Resets the form afterwards. */
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

/** A button that runs `work`. `label`: its accessible name, which is more specific than `text`. */
export function button(text: string, label: string, work: () => Promise<string>): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.textContent = text;
  element.ariaLabel = label;
  element.addEventListener('click', () => void act(work));
  return element;
}

/** A row of a list: a name, a remark, details in small print, and buttons. */
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

/** Shows a confirmation dialog; `verb` is the label of the confirming button. */
export async function isConfirmed(text: string, verb: string): Promise<boolean> {
  answer.hidden = answer.disabled = true;
  return question(text, verb);
}

/** Prompts for a name; undefined when the dialog is cancelled. */
export async function askName(text: string, current: string, verb: string): Promise<string | undefined> {
  answer.hidden = answer.disabled = false;
  answer.value = current;
  return (await question(text, verb)) ? answer.value.trim() : undefined;
}

let refresh = async () => {};

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
  const created = document.createElement(tag);
  if (className) created.className = className;
  created.textContent = text;
  return created;
}
