// An answer of Python on a page: in the frame, to copy as text, to save as a file.

const PAPER = '680px'; // what A4 and Letter have between their margins, and no more

/** What shows answers: the frame and the buttons under it, and above it what is short or wrong. */
export function showing() {
  const [doing, done, short, wrong] = ['doing', 'done', 'short', 'wrong'].map(id => document.getElementById(id));
  let frame = document.getElementById('frame');
  let shown = null;
  document.getElementById('text').addEventListener('click', () => copied(shown.text, 'The text is copied', done));
  document.getElementById('save').addEventListener('click', () => saved(shown));
  addEventListener('beforeprint', () => printed(frame, true));
  addEventListener('afterprint', () => printed(frame, false));
  /** Puts a new frame in the place of the old: one whose content is changed is a step of its own on the way back. */
  const inNewFrame = html => {
    const made = frame.cloneNode();
    made.removeAttribute('srcdoc');
    made.removeAttribute('style');
    if (html !== null) made.srcdoc = html;
    made.hidden = doing.hidden = html === null;
    fitting(made);
    frame.replaceWith(made);
    frame = made;
  };
  const hide = () => {
    shown = null;
    inNewFrame(null);
    done.textContent = '';
  };
  const tell = message => {
    wrong.textContent = message;
    wrong.hidden = !message;
  };
  return {
    /** Shows an answer: its `html` in the frame, where no script runs and only its own styles do. */
    show(answer) {
      shown = answer;
      tell('');
      inNewFrame(answer.html.replace('<head>', '<head><base target="_blank">'));
      done.textContent = '';
    },
    /** Takes the answer away, and leaves what stands above it. */
    hide,
    /** Takes everything away: it is not the answer to what is asked now. */
    clear() {
      hide();
      tell('');
      short.replaceChildren();
      delete document.body.dataset.answered;
    },
    /** Says what is wrong, in the library's words or in the page's own. */
    tellWrong(message) {
      tell(message);
      document.body.dataset.answered = 'wrong';
    },
  };
}

/** An answer of Python; or what went wrong, under `error`, with `failed` where Python itself could not answer. */
export function told(answer) {
  return answer.catch(error => ({ error: error.message, failed: true }));
}

/** The answer is where it can be seen, also where a form is longer than the screen. */
export function inView() {
  const place = document.getElementById('answer');
  if (place.getBoundingClientRect().top > innerHeight * 0.55) place.scrollIntoView({ block: 'start' });
}

/** Copies a text, and says so. */
export async function copied(text, told, done) {
  try {
    await navigator.clipboard.writeText(text);
    done.textContent = told;
  } catch {
    done.textContent = 'This browser does not let the page copy; select and copy it by hand.';
  }
}

function saved({ title, html }) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
  link.download = `${title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '').slice(0, 80) || 'answer'}.html`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

/**
 * The frame is as tall as what it shows, so that there is one thing to scroll. Its sandbox lets the page measure it
 * (allow-same-origin), and follow links to sources in a new tab; scripts it does not allow, nor does the page's policy.
 */
function fitting(frame) {
  frame.addEventListener('load', () => {
    if (!frame.contentDocument?.body || !frame.hasAttribute('srcdoc')) return;
    themed(frame.contentDocument.body);
    new ResizeObserver(() => fit(frame)).observe(frame.contentDocument.body);
    fit(frame);
  });
}

function fit(frame) {
  const inside = frame.contentDocument?.body;
  if (inside && !frame.hidden) frame.style.height = `${Math.ceil(inside.getBoundingClientRect().height) + 40}px`;
}

/** An answer is light or dark as the system has it; where another theme was chosen, what it makes of that of an editor holds. */
function themed(inside, isOnPaper = false) {
  const { scheme } = document.documentElement.dataset;
  if (!scheme) return;
  inside.classList.add(`vscode-${scheme}`);
  inside.style.background = isOnPaper ? '' : getComputedStyle(document.body).backgroundColor;
}

/** On paper the frame has the width of a page, and the height that what it shows has there: nothing of it is cut. */
function printed(frame, isOnPaper) {
  frame.style.width = isOnPaper ? PAPER : '';
  if (frame.contentDocument?.body) themed(frame.contentDocument.body, isOnPaper);
  fit(frame);
}
