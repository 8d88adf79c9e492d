// Python in a worker: loads it, telling how far it has come, then answers what it is asked, one thing after the other.
// python.js starts it, from a blob, so that the policy of the page binds it.

const SMALLEST_WASM = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]);
const A_FILE = 0x04034b50; // how a file begins in a zip archive
const TYPES = { wasm: 'application/wasm', mjs: 'text/javascript', json: 'application/json' };

/** Serves the page that a worker (its `scope`) belongs to; `here` is the folder of these files. */
export function serve(scope, here) {
  const started = load(here, progress => scope.postMessage({ progress }));
  started.then(() => scope.postMessage({ ready: true }), error => scope.postMessage({ failed: error.message }));
  scope.onmessage = async ({ data: { id, call, given } }) => {
    try {
      const python = await started;
      scope.postMessage({ id, value: JSON.parse(await python(call, given)) });
    } catch (error) {
      scope.postMessage({ id, failed: lastLine(error.message), isOver: isOver(error) });
    }
  };
}

/** Whether Python itself has ended over what it was asked: no more can be asked of it. */
function isOver(error) {
  return Boolean(error.pyodide_fatal_error) || /already fatally failed/.test(error.message);
}

async function load(here, tell) {
  checkWasm();
  const listed = await (await fetched(`${here}files.json`)).json();
  const files = new Files(here, listed, tell);
  files.begin('pyodide.asm.wasm', 'python_stdlib.zip', 'app.zip'); // all that is needed comes at once, the first of use first
  import(`${here}${listed.folder}/pyodide.asm.mjs`).catch(() => {}); // Pyodide says so, if it can't be had
  const { loadPyodide } = await import(`${here}${listed.folder}/pyodide.mjs`);
  const python = await files.insteadOfFetch(() => loadPyodide({
    indexURL: `${here}${listed.folder}/`,
    lockFileContents: listed.lock,
    packageBaseUrl: `${here}${listed.folder}/`,
  }));
  const add = async (name, content) => {
    unpack(python.FS, `/${name}`, new Uint8Array(await Promise.race([content, files.lost])));
    python.runPython(`import sys; sys.path.append("/${name}")`);
  };
  await add('app', files.bytes('app.zip'));
  const answers = python.pyimport('answers');
  answers.warm(); // its first step alone: nobody waits long for "ready", nor for a check that is asked for at once
  let workbooks = null; // openpyxl is sent once somebody opens a workbook
  return async (call, given) => {
    if (call === 'warm') return answers.warm();
    if (call === 'check' || call === 'monday') {
      const content = new Uint8Array(given.content);
      if (isWorkbook(given.name, content)) await (workbooks ??= add('workbook', files.bytes('workbook.zip')));
      return answers[call](JSON.stringify({ ...given, content: undefined }), python.toPy(content));
    }
    return answers.ask(call, JSON.stringify(given));
  };
}

/**
 * Puts the files of a bundle into a folder: Python finds its way in folders much faster than in an archive. A bundle is a
 * zip archive whose files are stored as they are, one after the other from its first byte on.
 */
function unpack(files, folder, bundle) {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const made = new Set();
  for (let place = 0; view.getUint32(place, true) === A_FILE;) {
    const [size, nameLength, extraLength] = [view.getUint32(place + 18, true), view.getUint16(place + 26, true), view.getUint16(place + 28, true)];
    const name = new TextDecoder().decode(bundle.subarray(place + 30, place + 30 + nameLength));
    const path = `${folder}/${name}`;
    const parent = path.slice(0, path.lastIndexOf('/'));
    if (!made.has(parent)) files.mkdirTree(parent);
    made.add(parent);
    const begins = place + 30 + nameLength + extraLength;
    files.writeFile(path, bundle.subarray(begins, begins + size));
    place = begins + size;
  }
}

/** The files that Python needs, by their names; what comes of each is counted, and unpacked here. */
class Files {
  constructor(here, listed, tell) {
    Object.assign(this, { here, listed, tell, done: 0, begun: new Map() });
    this.total = Object.values(listed.files).reduce((sum, file) => sum + (file.later ? 0 : file.bytes), 0);
    this.lost = new Promise((_, lose) => { this.lose = lose; });
    this.lost.catch(() => {});
  }

  /** Asks for files before anybody wants them. */
  begin(...names) {
    for (const name of names) this.begun.set(name, this.response(name));
  }

  async bytes(name) {
    return (await (this.begun.get(name) ?? this.response(name))).arrayBuffer();
  }

  async response(name) {
    const file = this.listed.files[name];
    const answer = await fetched(this.here + file.path).catch(error => { this.lose(error); return null; });
    if (!answer) return new Promise(() => {}); // who waits for it is told by `lost`
    const counted = answer.body.pipeThrough(new TransformStream({
      transform: (part, out) => { this.count(part.byteLength); out.enqueue(part); },
    }));
    const { readable, writable } = new TransformStream();
    counted.pipeThrough(new DecompressionStream('gzip')).pipeTo(writable)
      .catch(error => this.lose(new Error(`${file.path} came broken (${error.message}). Load the page again.`)));
    return new Response(readable, { headers: { 'Content-Type': TYPES[name.split('.').at(-1)] ?? 'application/octet-stream' } });
  }

  count(bytes) {
    this.done += bytes;
    this.tell({ done: Math.min(this.done, this.total), total: this.total });
  }

  /** Does `work` while whatever it fetches comes from here; a file that is missing ends it, where it would wait. */
  async insteadOfFetch(work) {
    const real = self.fetch;
    self.fetch = (what, ...options) => {
      const name = String(what.url ?? what).split('/').at(-1);
      return this.listed.files[name] ? this.begun.get(name) ?? this.response(name) : real.call(self, what, ...options);
    };
    try {
      return await Promise.race([work(), this.lost]);
    } finally {
      self.fetch = real;
    }
  }
}

async function fetched(address) {
  const answer = await fetch(address).catch(error => ({ ok: false, status: error.message }));
  if (!answer.ok) throw new Error(`A file of this page can't be had: ${address} (${answer.status}). Load the page again later.`);
  return answer;
}

/** Where WebAssembly is forbidden, Python would not say so but wait for ever. */
function checkWasm() {
  try {
    new WebAssembly.Module(SMALLEST_WASM);
  } catch {
    throw new Error('This browser does not allow WebAssembly, which Python needs here. Allow it for this site, or use another browser.');
  }
}

/** Whether the library reads a file as a workbook: it goes by the name, and without an ending that it knows by the content. */
function isWorkbook(name, content) {
  return /\.xlsx$/i.test(name) || (content[0] === 0x50 && content[1] === 0x4b);
}

function lastLine(message) {
  return String(message).trim().split('\n').at(-1);
}
