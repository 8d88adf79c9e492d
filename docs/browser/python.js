// Python for a page: starts the worker, shows how far it has come, and passes questions on to it.

const here = new URL('.', import.meta.url).href;

/** Starts Python; `state` is the element that says how far it is, with a progress bar and a text. */
export function startPython(state) {
  const waiting = new Map();
  let last = 0;
  let worker;
  const rejectAll = message => {
    for (const { reject } of waiting.values()) reject(new Error(message));
    waiting.clear();
  };
  const begin = () => {
    state.dataset.state = 'loading';
    worker = startWorker();
    worker.onerror = event => failed(event.message || "A file of this page can't be had: worker.js. Load the page again later.");
    worker.onmessage = heard;
  };
  const failed = message => {
    state.dataset.state = 'failed';
    tell(state, message);
    rejectAll(message);
    worker.gone = message;
  };
  /** Python ended over a question: whatever else was asked of it is not answered, and a new one is started. */
  const over = message => {
    worker.terminate();
    rejectAll(`Python ended over this (${message}), and is started again. Ask something else.`);
    begin();
    tell(state, 'Python is started again');
  };
  const heard = ({ data }) => {
    if (data.progress) return progress(state, data.progress);
    if (data.ready) return ready(state);
    if (data.id === undefined) return failed(data.failed);
    if (data.isOver) return over(data.failed);
    const asked = waiting.get(data.id);
    waiting.delete(data.id);
    if (!asked) return undefined; // it failed with all others
    return data.failed === undefined ? asked.resolve(data.value) : asked.reject(new Error(data.failed));
  };
  begin();
  /** The answer of Python to a call, with what is given for it. */
  return (call, given = {}) => new Promise((resolve, reject) => {
    if (worker.gone) return reject(new Error(worker.gone));
    waiting.set(++last, { resolve, reject });
    return worker.postMessage({ id: last, call, given });
  });
}

/** A worker from a blob has the policy of this page; one from a file has what its own headers say, which is nothing. */
function startWorker() {
  const code = `import { serve } from ${JSON.stringify(`${here}worker.js`)}; serve(self, ${JSON.stringify(here)});`;
  const address = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  return new Worker(address, { type: 'module' });
}

function progress(state, { done, total }) {
  if (state.dataset.state !== 'loading') return; // it has failed, or is ready and reads in what a workbook needs
  const bar = state.querySelector('progress');
  bar.max = total;
  bar.value = done;
  const megabytes = bytes => (bytes / 1e6).toFixed(1);
  state.querySelector('.far').textContent = `${megabytes(done)} of ${megabytes(total)} MB`;
  if (done === total) tell(state, 'Python is starting');
}

function ready(state) {
  state.dataset.state = 'ready';
  tell(state, 'Python is ready');
}

/** Says how it stands; read aloud, so only where something is new: how many megabytes have come is not. */
function tell(state, text) {
  const said = state.querySelector('.said');
  if (said.textContent !== text) said.textContent = text;
  if (state.dataset.state !== 'loading') state.querySelector('.far').textContent = '';
}
