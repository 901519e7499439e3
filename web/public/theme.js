// Sets the theme before the first paint. `src/lib/theme.ts` changes it later.
(() => {
  let wish = null;
  try {
    wish = localStorage.getItem('farol.theme');
  } catch {
    // Storage may be forbidden; the system's wish holds then.
  }
  const system = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = wish === 'light' || wish === 'dark' ? wish : system;
})();
