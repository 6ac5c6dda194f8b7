// The page's elements. Text from the server only ever becomes text nodes and attributes, never markup.

export const byId = (id) => document.getElementById(id);

/**
 * An element with properties, attributes (`aria-…`, `data-…`, `role`) and `on…` listeners; children are nodes or
 * texts.
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name.includes('-') || name === 'role') element.setAttribute(name, value);
    else element[name] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== ''));
  return element;
}

export const text = (className, content) => el('span', { className, textContent: content });

/** Shows a message in its place, or hides the place when there is none. `kind` is error, warning or empty. */
export function say(element, message, kind = '') {
  element.textContent = message;
  element.hidden = !message;
  element.dataset.kind = kind;
}

/** A button that copies what `content()` gives and says so for a moment. */
export function copyButton(label, content, properties = {}) {
  const button = el('button', { type: 'button', className: 'quiet', textContent: label, ...properties });
  button.addEventListener('click', async () => {
    button.textContent = (await copy(content())) ? 'Copied' : 'Not copied';
    setTimeout(() => (button.textContent = label), 1500);
  });
  return button;
}

async function copy(content) {
  try {
    await navigator.clipboard.writeText(content);
    return true;
  } catch {
    return copyBySelection(content); // pages from plain http of another machine have no clipboard
  }
}

function copyBySelection(content) {
  const holder = el('textarea', { value: content, readOnly: true, className: 'hidden-label' });
  document.body.append(holder);
  holder.select();
  const copied = document.execCommand('copy');
  holder.remove();
  return copied;
}
