// Runs before the first paint, as a file of its own (the content security policy allows no inline
// script): without it a person who works in the sun theme sees a dark flash at every start.
(() => {
  try {
    const stored = JSON.parse(localStorage.getItem('satchel.preferences') ?? '{}');
    const root = document.documentElement;
    if (stored.theme === 'sun') {
      root.dataset.theme = 'sun';
      document.querySelector('meta[name="theme-color"]').content = '#FFFFFF';
    }
    if (stored.hand === 'left') root.dataset.hand = 'left';
    if (typeof stored.language === 'string') root.lang = stored.language;
  } catch {
    // Storage may be refused (private mode): the defaults in index.html stand.
  }
})();
