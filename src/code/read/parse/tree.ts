import type { Parser, SyntaxNode, Tree } from '@lezer/common';
import type { Place } from '#src/code/read/mapped-text.ts';
import type { BinaryOperator, Expr } from '#src/code/read/parse/syntax.ts';

/** A node of a parser's tree with its text. */
export class TreeNode implements Place {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly #node: SyntaxNode;
  readonly #source: string;
  #children: readonly TreeNode[] | null = null;

  constructor(node: SyntaxNode, source: string) {
    this.name = node.name;
    this.from = node.from;
    this.to = node.to;
    this.#node = node;
    this.#source = source;
  }

  get text(): string {
    return this.#source.slice(this.from, this.to);
  }

  /** All of them but comments: what a grammar does not name stands under its own text. */
  get children(): readonly TreeNode[] {
    if (this.#children !== null) return this.#children;
    const children: TreeNode[] = [];
    for (let child = this.#node.firstChild; child !== null; child = child.nextSibling)
      if (!/Comment/.test(child.name)) children.push(new TreeNode(child, this.#source));
    this.#children = children;
    return children;
  }

  child(name: string): TreeNode | undefined {
    return this.children.find((child) => child.name === name);
  }
}

/** Parses until it is done or `isOver`: what is left then is not in the tree. */
export function parseTree(parser: Parser, source: string, isOver: () => boolean): TreeNode {
  const parse = parser.startParse(source);
  let tree: Tree | null = null;
  while (tree === null) {
    tree = parse.advance();
    if (parse.stoppedAt === null && isOver()) parse.stopAt(parse.parsedPos);
  }
  return new TreeNode(tree.topNode, source);
}

/** Splits nodes at the commas between them. */
export function split(
  nodes: readonly TreeNode[],
  separator = ',',
): readonly (readonly TreeNode[])[] {
  const parts: TreeNode[][] = [[]];
  for (const node of nodes) {
    if (node.name === separator) parts.push([]);
    else parts.at(-1)?.push(node);
  }
  return parts.filter((part) => part.length > 0);
}

const comparisons: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=']);

/** `a < b < c`, which grammars read as `(a < b) < c`, is `a < b and b < c`. */
export function binary(place: Place, operator: BinaryOperator, left: Expr, right: Expr): Expr {
  const { from, to } = place;
  const chained =
    comparisons.has(operator) && left.kind === 'binary' && comparisons.has(left.operator);
  if (!chained) return { kind: 'binary', operator, left, right, from, to };
  const second: Expr = { kind: 'binary', operator, left: left.right, right, from, to };
  return { kind: 'binary', operator: 'and', left, right: second, from, to };
}
