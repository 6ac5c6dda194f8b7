import { bytesText, LARGE, sizeOnTheWire } from './attachments.js';
import { byId, el, say } from './dom.js';

/** The row that puts files into the doc. Returns {show(endpoint, module, method)}, to be told what is called. */
export function showFileField({ attachments, editor }) {
  const [attr, input, message] = [byId('file-attr'), byId('file-input'), byId('file-message')];

  byId('choose-files').addEventListener('click', () => {
    if (attr.value.trim()) return input.click();
    say(message, 'Type the name of the attribute that takes the files first.', 'error');
    attr.focus();
  });

  input.addEventListener('change', async () => {
    const { value, error } = editor.read();
    if (error) {
      say(message, 'The doc is not valid JSON yet; mend it first.', 'error');
      return;
    }
    const chosen = [...input.files];
    try {
      const files = await Promise.all(chosen.map((file) => attachments.add(file)));
      editor.value = { ...value, [attr.value.trim()]: files };
      warn(chosen);
    } catch {
      say(message, 'The browser could not read the file.', 'error');
    }
    input.value = '';
  });

  function warn(files) {
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const wire = bytesText(sizeOnTheWire(size));
    const large = `${bytesText(size)} of files become a frame of about ${wire}. The server may refuse that.`;
    say(message, size > LARGE ? large : '', 'warning');
  }

  function show(endpoint, module, method) {
    const names = (module?.attrs ?? []).filter(({ type }) => type === 'file').map(({ name }) => name);
    byId('file-attrs').replaceChildren(...names.map((name) => el('option', { value: name })));
    if (module && !names.includes(attr.value)) attr.value = names[0] ?? '';
    const readsOnly = ['read', 'delete'].includes(method?.name);
    byId('files').hidden = !endpoint || readsOnly || (module !== null && names.length === 0);
    say(message, '');
  }

  return { show };
}
