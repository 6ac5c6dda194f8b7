import { bytesText } from './attachments.js';
import { el, text } from './dom.js';

const PREVIEWED = 5 * 1024 * 1024; // bytes; larger pictures are only linked

export const isFile = (value) =>
  value !== null &&
  typeof value === 'object' &&
  typeof value.name === 'string' &&
  typeof value.size === 'number' &&
  typeof value.type === 'string';

/** A file of a document: its name and size; with an `address`, a link and for pictures a preview. */
export function fileView({ name, size, type }, address, headers) {
  const caption = [text('file-name', name), text('muted', bytesText(size))];
  if (!address) return el('span', { className: 'file', title: type }, ...caption);
  const link = el('a', {
    className: 'file',
    href: address,
    target: '_blank',
    rel: 'noopener',
    title: type,
    'data-test': 'file-link',
  });
  if (/^image\//.test(type) && size < PREVIEWED) link.append(preview(name, address, headers));
  link.append(...caption);
  link.addEventListener('click', (event) => {
    if (Object.keys(headers()).length === 0) return; // a visitor's browser can open the address by itself
    event.preventDefault();
    save(name, address, headers());
  });
  return link;
}

/** A picture that is fetched when it comes into view, as the signed-in user. */
function preview(name, address, headers) {
  const image = el('img', { className: 'thumb', alt: `Preview of ${name}`, 'data-test': 'file-preview' });
  const watch = new IntersectionObserver(async ([{ isIntersecting }]) => {
    if (!isIntersecting) return;
    watch.disconnect();
    try {
      showPicture(image, await fetchBlob(address, headers()));
    } catch {
      image.replaceWith(text('thumb none', '?'));
    }
  });
  watch.observe(image);
  return image;
}

export function showPicture(image, blob) {
  const url = URL.createObjectURL(blob);
  image.addEventListener('load', () => URL.revokeObjectURL(url), { once: true });
  image.src = url;
}

async function save(name, address, headers) {
  try {
    saveBlob(name, await fetchBlob(address, headers));
  } catch {
    window.open(address, '_blank', 'noopener');
  }
}

/** Saved, never opened: a page made of foreign bytes would run with the rights of this one. */
export function saveBlob(name, blob) {
  const url = URL.createObjectURL(blob);
  el('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

async function fetchBlob(address, headers) {
  const response = await fetch(address, { headers, credentials: 'omit' });
  if (!response.ok) throw new Error(`${response.status}`);
  return response.blob();
}
