import { type CheerioAPI, load } from 'cheerio';

type Nodes = ReturnType<CheerioAPI>;
type Node = Nodes[number];

/** Numbers as people read them: `1.234,5`. */
export const numbersIn = (text: string) => text.match(/\d+(?:[.,]\d+)*/g) ?? [];

/** Attributes that are read out to who cannot see; those of whole sections are their titles. */
const SPOKEN = ['aria-label', 'title', 'alt'];
const TITLED = ['section', 'nav', 'table', 'figure', 'article'];

/** A page as its reader gets it, and what of it was held against a recount. */
export class Page {
  readonly $: CheerioAPI;
  private readonly claimed = new Set<Node>();

  constructor(html: string) {
    this.$ = load(html);
  }

  all(selector: string): Part[] {
    return this.parts(this.$(selector));
  }
  first(selector: string): Part | undefined {
    return this.all(selector)[0];
  }
  parts(found: Nodes): Part[] {
    return found.toArray().map((node) => new Part(this, node));
  }
  claim(node: Node): void {
    this.claimed.add(node);
  }

  /** Texts with a number in them that nobody claimed, that are no name, outside of what is exempt, each with where it stands. */
  left(exempt: readonly string[], names: ReadonlySet<string>): string[] {
    const skipped = new Set<Node>(exempt.flatMap((selector) => this.$(selector).toArray()));
    const found: string[] = [];
    const visit = (node: Node, way: string) => {
      if (this.claimed.has(node) || skipped.has(node)) return;
      const here = 'attribs' in node ? `${way} > ${nameOf(node)}` : way;
      if ('attribs' in node)
        for (const name of TITLED.includes(node.name) || node.attribs.role === 'group' ? [] : SPOKEN)
          if (/\d/.test(node.attribs[name] ?? '')) found.push(`${here}[${name}]: ${node.attribs[name]}`);
      if (!('children' in node)) return;
      // React parts neighbouring texts by comments.
      const own = node.children.map((child) => (child.type === 'text' ? child.data : '')).join('');
      if (/\d/.test(own) && !names.has(own.trim())) found.push(`${here}: ${own.trim()}`);
      for (const child of node.children) visit(child, here);
    };
    for (const main of this.$('main').toArray()) visit(main, '');
    return found;
  }
}

function nameOf({ name, attribs }: { name: string; attribs: Record<string, string> }): string {
  const own = attribs['aria-labelledby'] ?? attribs['aria-label'] ?? attribs.class ?? '';
  return own ? `${name}(${own})` : name;
}

/** An element of a page. */
export class Part {
  private readonly nodes: Nodes;
  constructor(
    private readonly page: Page,
    private readonly node: Node,
  ) {
    this.nodes = page.$(node);
  }

  get text(): string {
    return this.nodes.text().trim();
  }
  /** The text before any inner element. */
  get lead(): string {
    const children = 'children' in this.node ? this.node.children : [];
    const end = children.findIndex((child) => 'attribs' in child);
    const before = children.slice(0, end < 0 ? undefined : end);
    return before
      .map((child) => (child.type === 'text' ? child.data : ''))
      .join('')
      .trim();
  }
  /** The same with a space between elements, as words are heard. */
  get words(): string {
    const heard = (node: Node): string => {
      if (node.type === 'text') return node.data;
      return 'children' in node
        ? node.children.map((child) => ('attribs' in child ? ` ${heard(child)} ` : heard(child))).join('')
        : '';
    };
    return heard(this.node).trim();
  }
  attribute(name: string): string | undefined {
    return this.nodes.attr(name);
  }
  all(selector: string): Part[] {
    return this.page.parts(this.nodes.find(selector));
  }
  first(selector: string): Part | undefined {
    return this.all(selector)[0];
  }
  /** The element around it that a selector finds. */
  around(selector: string): Part | undefined {
    return this.page.parts(this.nodes.closest(selector))[0];
  }
  /** Elements beside and after it. */
  after(selector: string): Part[] {
    return this.page.parts(this.nodes.nextAll(selector));
  }
  /** Every number in it was held against a recount. */
  claim(): void {
    this.page.claim(this.node);
  }
  /** Cells of the rows of a table within, or of some of its rows. */
  rows(selector = 'tbody > tr'): Part[][] {
    return this.all(selector).map((row) => row.all('> th, > td'));
  }
}
