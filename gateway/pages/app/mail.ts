import { part, say } from './part.ts';

interface Summary {
  id: string;
  from: string;
  to: string[];
  subject: string;
  receivedAt: string;
}

/** The polling interval in milliseconds. */
const interval = 2_000;

/** The list that is shown; undefined before the first one is loaded, because an empty list shows a text. */
let shown: Summary[] | undefined;
let open: string | undefined;

part('back', HTMLButtonElement).addEventListener('click', close);
part('delete', HTMLButtonElement).addEventListener('click', () => open && void remove(`/mail/messages/${open}`));
part('clear', HTMLButtonElement).addEventListener('click', () => void remove('/mail/messages'));
part('as-html', HTMLButtonElement).addEventListener('click', () => showAs('html'));
part('as-text', HTMLButtonElement).addEventListener('click', () => showAs('text'));
void poll();

/** Refreshes the list periodically while the page is visible. */
async function poll(): Promise<void> {
  if (!document.hidden) await refresh();
  setTimeout(poll, interval);
}

async function refresh(): Promise<void> {
  try {
    const { messages } = await request<{ messages: Summary[] }>('/mail/messages');
    say('');
    if (JSON.stringify(messages) !== JSON.stringify(shown)) showList(messages);
    if (open && !messages.some(({ id }) => id === open)) close();
  } catch {
    say('The mailbox is unavailable at the moment.', true);
  }
}

function showList(messages: Summary[]): void {
  shown = messages;
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.id : undefined;
  part('empty', HTMLElement).hidden = messages.length > 0;
  part('clear', HTMLElement).hidden = messages.length === 0;
  const items = messages.map(({ id, subject, to, receivedAt }) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.id = id;
    button.ariaCurrent = String(id === open);
    button.append(subject || '(no subject)', small(to.join(', ')), small(timeOf(receivedAt)));
    button.addEventListener('click', () => void read(id));
    const item = document.createElement('li');
    item.append(button);
    return item;
  });
  part('list', HTMLElement).replaceChildren(...items);
  if (focused) document.querySelector<HTMLElement>(`#list [data-id="${focused}"]`)?.focus();
}

async function read(id: string): Promise<void> {
  try {
    const mail = await request<Summary & { text: string; html: string }>(`/mail/messages/${id}`);
    open = id;
    for (const button of document.querySelectorAll<HTMLElement>('#list button')) {
      button.ariaCurrent = String(button.dataset.id === id);
    }
    part('subject', HTMLElement).textContent = mail.subject || '(no subject)';
    part('from', HTMLElement).textContent = mail.from;
    part('to', HTMLElement).textContent = mail.to.join(', ');
    part('received', HTMLElement).textContent = timeOf(mail.receivedAt);
    part('text', HTMLElement).textContent = mail.text;
    part('html', HTMLIFrameElement).src = mail.html ? `/mail/messages/${id}/html` : 'about:blank';
    showAs(mail.html ? 'html' : 'text');
    part('mail', HTMLElement).hidden = false;
    part('mailbox', HTMLElement).classList.add('reading');
    part('subject', HTMLElement).focus();
  } catch {
    say('This mail cannot be read.', true);
  }
}

function showAs(form: 'html' | 'text'): void {
  part('html', HTMLElement).hidden = form !== 'html';
  part('text', HTMLElement).hidden = form !== 'text';
  part('as-html', HTMLElement).ariaPressed = String(form === 'html');
  part('as-text', HTMLElement).ariaPressed = String(form === 'text');
}

function close(): void {
  open = undefined;
  part('mail', HTMLElement).hidden = true;
  part('mailbox', HTMLElement).classList.remove('reading');
  for (const button of document.querySelectorAll<HTMLElement>('#list button')) button.ariaCurrent = 'false';
}

async function remove(path: string): Promise<void> {
  try {
    await request(path, 'DELETE');
    close();
  } catch {
    say('The mail could not be deleted.', true);
  }
  await refresh();
}

async function request<Body>(path: string, method = 'GET'): Promise<Body> {
  const response = await fetch(path, { method, signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as Body;
}

function small(text: string): HTMLElement {
  const element = document.createElement('span');
  element.textContent = text;
  return element;
}

function timeOf(at: string): string {
  return new Date(at).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
}
