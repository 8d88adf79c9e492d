// node compile.mjs PYODIDE BUNDLES: puts byte code into the bundles of a folder, made by the Python that will run it.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [pyodide, bundles] = process.argv.slice(2).map(name => path.resolve(name));
const { loadPyodide } = await import(pathToFileURL(path.join(pyodide, 'pyodide.mjs')));
const python = await loadPyodide({ indexURL: pyodide });
python.FS.mkdir('/bundles');
for (const name of fs.readdirSync(bundles)) python.FS.writeFile(`/bundles/${name}`, fs.readFileSync(path.join(bundles, name)));
python.runPython(fs.readFileSync(new URL('compile.py', import.meta.url), 'utf8'));
for (const name of ['stdlib.zip', 'app.zip', 'workbook.zip']) {
  fs.writeFileSync(path.join(bundles, name), python.FS.readFile(`/bundles/${name}`));
}
