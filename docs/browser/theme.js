// Light or dark as was chosen elsewhere on this site; where nothing was, as the system has it. Loaded before the page is shown.
(() => {
  try { // the theme of the other pages keeps the choice under the path of the first page
    const kept = localStorage.getItem(`${new URL('../', document.currentScript.src).pathname}.__palette`);
    const scheme = { slate: 'dark', default: 'light' }[JSON.parse(kept)?.color?.scheme];
    if (scheme) document.documentElement.dataset.scheme = scheme;
  } catch { /* nothing is kept, or may be read */ }
})();
