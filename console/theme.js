// Light, dark or as the system has it; the choice is remembered. Loaded before the page is painted.

const STORED_AS = 'limp.theme';
const THEMES = ['system', 'light', 'dark'];

let theme = remembered();
show();
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', watchButton);
else watchButton();

function watchButton() {
  show();
  document.getElementById('theme').addEventListener('click', () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length];
    show();
    try {
      localStorage.setItem(STORED_AS, theme);
    } catch {
      // Without storage the choice lasts as long as the page.
    }
  });
}

function show() {
  document.documentElement.dataset.theme = theme;
  const button = document.getElementById('theme');
  if (!button) return;
  button.textContent = { system: '◐ System', light: '○ Light', dark: '● Dark' }[theme];
  button.setAttribute('aria-label', `Theme: ${theme}. Change it.`);
}

function remembered() {
  try {
    const stored = localStorage.getItem(STORED_AS);
    return THEMES.includes(stored) ? stored : 'system';
  } catch {
    return 'system';
  }
}
