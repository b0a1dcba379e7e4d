// For tests/architecture/words.test.ts: finds texts of the page that stand outside its catalogues (src/words).

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript';

/** Catalogues, the command line, scripts in other languages, engines (they say ids): what is English there stays so. */
const NOT_READ = /^src\/((words|cli|code|engine)\/|export\/(weights\/|ray-tune\.ts$))/;

/** Properties and attributes that hold a text, however short. */
const TEXT_NAMES =
  /^(label|title|help|heading|placeholder|description|explained|caption|note|message|alt|hovertemplate|aria-label|aria-roledescription|aria-description|.+Label|.+Title|.+Text)$/;

/** Attributes that hold none, however they look. */
const CODE_NAMES =
  /^(accept|aria-(labelledby|describedby)|className|colorscale|d|data-testid|family|fontFamily(Monospace)?|hovermode|href|id|key|legendgroup|rel|role|sizes|style|transform|type|viewBox)$/;

/** Two words, or one that begins a sentence. */
const SENTENCE =
  /\p{L}{2,}[,;:.…!?)”’]*[ \u00a0]+[(“]?\p{L}{2,}|^[“(]?\p{Lu}\p{Ll}+( \p{L}|[…:.!?]|$)|^ \p{Ll}{2,}| \p{Ll}{3,} ?$|^\p{Ll}{2,} $|\p{L}{3,} …|… \p{L}{3,}|\p{Ll}{3,}…$|[…\d] \p{Ll}{2,} …/u;
const WORD = /\p{L}{2,}/u;

/** Calls that say something to a reader, and the argument that does. */
const TEXT_CALLS = { err: 0, problem: 1 };

/** Of figures, whose lines, columns and marks have names and texts. */
const FIGURE_CALLS = { column: 0, arrayColumn: 0, baseAxis: 1, legendKey: 0, lineTrace: 1 };
const FIGURE_NAMES = /^(name|text)$/;
const FIGURES = /^src\/charts\/figures\//;

/** Names that every language has, of keys, style sheets, markup and formulas in TeX. */
const CODE_TEXT =
  /^(Fitscope|PyTorch|Keras|Flux|Chainer|Byte)$|^(Control|Alt|Space|Enter|Escape|Tab|Shift|Delete|Backspace|Home|End|Page(Up|Down)|Arrow(Up|Down|Left|Right))$|\b(var|calc|rgba?|minmax|repeat|scale|translate)\(|\b\d*(px|rem|em|fr|vh|vw)\b|^CPU, |^Δy$|^not $|^\((pointer|prefers-)|\[\w+="|^system-ui|\\[a-zA-Z]|^(\S+\/\S+)$|^[^\p{L}]+(h [^\p{L}]+)?min$/u;

/**
 * @typedef {object} Found
 * @property {number} line from 1
 * @property {string} text
 */

/** @param {ts.Node} node @returns {string | null} what a node says, with … for what is put in */
export function textOf(node) {
  if (ts.isJsxText(node)) return node.text.replace(/\s+/g, ' ');
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
  return null;
}

/** @param {ts.Node} node whether a text here is read by programs alone */
function isCode(node) {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return true;
  if (ts.isLiteralTypeNode(parent) || ts.isTypeNode(parent)) return true;
  if (ts.isTaggedTemplateExpression(parent)) return true;
  if (ts.isCaseClause(parent) || ts.isElementAccessExpression(parent)) return true;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  if (ts.isBinaryExpression(parent))
    return (
      /^[!=]==?$/.test(parent.operatorToken.getText()) || parent.operatorToken.getText() === 'in'
    );
  if (ts.isNewExpression(parent)) return /(Error|Channel)$/.test(parent.expression.getText());
  if (ts.isCallExpression(parent))
    return (
      parent.expression.kind === ts.SyntaxKind.ImportKeyword ||
      /(^Object\.hasOwn|baseLayout|[sS]treams?|[uU]id|\.(postMessage|includes|startsWith|endsWith)|querySelector(All)?|matchMedia)$/.test(
        parent.expression.getText(),
      )
    );
  return false;
}

/** @param {ts.Node} node @returns {string} the name of the property or attribute that a text is given to */
function nameOf(node) {
  let inner = node;
  let { parent } = node;
  while (
    ts.isJsxExpression(parent) ||
    ts.isParenthesizedExpression(parent) ||
    ts.isAsExpression(parent) ||
    ts.isSatisfiesExpression(parent) ||
    (ts.isConditionalExpression(parent) && parent.condition !== inner) ||
    (ts.isBinaryExpression(parent) && /^(\?\?|\|\||&&|\+)$/.test(parent.operatorToken.getText()))
  ) {
    inner = parent;
    parent = parent.parent;
  }
  if (ts.isJsxAttribute(parent)) return parent.name.getText();
  if (ts.isPropertyAssignment(parent) && parent.initializer === inner)
    return parent.name.getText().replace(/^['"]|['"]$/g, '');
  return '';
}

/** @param {ts.Node} node */
export function isCodeAttribute(node) {
  return ts.isJsxAttribute(node) && CODE_NAMES.test(node.name.getText());
}

/** @param {string | null} text @returns {string | null} without markup and style sheets */
const withoutMarkup = (text) =>
  text?.replace(/<style>[^]*<\/style>|<\/?[a-z!][^>]*>|%\{[^}]*\}/gi, '') ?? null;

/** @param {ts.Node} node @returns {boolean} whether a text here is read, however short it is */
function isSaid(node) {
  const isFigure = FIGURES.test(node.getSourceFile().fileName);
  if (isFigure && FIGURE_NAMES.test(nameOf(node))) return true;
  const { parent } = node;
  if (!ts.isCallExpression(parent)) return false;
  return Object.entries({ ...TEXT_CALLS, ...(isFigure && FIGURE_CALLS) }).some(
    ([name, place]) => name === parent.expression.getText() && parent.arguments[place] === node,
  );
}

/** @param {ts.Node} node @returns {boolean} whether it is a text for readers */
export function isText(node) {
  const text = withoutMarkup(textOf(node));
  if (text === null || !WORD.test(text)) return false;
  if (ts.isJsxText(node)) return !CODE_TEXT.test(text.trim());
  if (isCode(node)) return false;
  const name = nameOf(node);
  if (CODE_NAMES.test(name)) return false;
  if (isSaid(node)) return !CODE_TEXT.test(text);
  if (TEXT_NAMES.test(name)) return /\p{L}/u.test(text) && !CODE_TEXT.test(text);
  return SENTENCE.test(text) && !CODE_TEXT.test(text);
}

/**
 * The texts for readers in a module.
 *
 * @param {string} name of the file: its ending tells whether it may hold JSX
 * @param {string} code
 * @returns {Found[]}
 */
export function findTexts(name, code) {
  const file = ts.createSourceFile(name, code, ts.ScriptTarget.Latest, true);
  /** @type {Found[]} */
  const found = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (isCodeAttribute(node)) return;
    if (isText(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push({ line: line + 1, text: textOf(node)?.trim() ?? '' });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/**
 * The texts that stand outside the catalogues.
 *
 * @param {string} root the folder that holds `src`
 * @returns {Promise<{ read: number, found: (Found & { name: string })[] }>}
 */
export async function strayTexts(root) {
  const names = (await readdir(path.join(root, 'src'), { recursive: true }))
    .map((name) => `src/${name.split(path.sep).join('/')}`)
    .filter((name) => /(?<!\.d)\.tsx?$/.test(name) && !NOT_READ.test(name))
    .toSorted();
  const found = await Promise.all(
    names.map(async (name) => {
      const code = await readFile(path.join(root, name), 'utf8');
      return findTexts(name, code).map((text) => ({ name, ...text }));
    }),
  );
  return { read: names.length, found: found.flat() };
}

/**
 * Modules that a language lacks: the default language would be shown there, unseen.
 *
 * @param {string} folder that holds the languages, each a folder
 * @param {string} [own] the language that has them all
 * @returns {Promise<string[]>} "de/train/charts.ts"
 */
export async function missingModules(folder, own = 'en') {
  const entries = await readdir(folder, { withFileTypes: true });
  const languages = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  /** @param {string} language */
  const modulesOf = async (language) => {
    const names = await readdir(path.join(folder, language), { recursive: true });
    return names
      .map((name) => name.split(path.sep).join('/'))
      .filter((name) => name.endsWith('.ts'));
  };
  const wanted = await modulesOf(own);
  const missing = await Promise.all(
    languages.map(async (language) => {
      const there = new Set(await modulesOf(language));
      return wanted.filter((name) => !there.has(name)).map((name) => `${language}/${name}`);
    }),
  );
  return missing.flat();
}
