import { byId } from './dom.js';

/** On a phone one view is shown at a time; on a wide page all are, and this changes nothing one can see. */
export function showViews() {
  const buttons = ['call', 'answer', 'frames'].map((view) => byId(`view-${view}`));

  function show(view) {
    document.body.dataset.view = view;
    for (const button of buttons) {
      if (button.dataset.view === view) button.setAttribute('aria-current', 'true');
      else button.removeAttribute('aria-current');
    }
  }

  for (const button of buttons) button.addEventListener('click', () => show(button.dataset.view));
  return { show };
}
