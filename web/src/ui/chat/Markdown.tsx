import { lexer, type Token, type Tokens } from 'marked';
import { Fragment, memo, type ReactNode } from 'react';
import { safeLink } from '@/lib/pieces';
import s from './markdown.module.css';

/** Lists and quotes inside each other: nobody goes so far by hand. */
const DEEPEST = 16;

/** Text as a person meant it. HTML in it is text, too; pictures are named, not fetched. */
export const Markdown = memo(function Markdown({ text }: { text: string }) {
  const tokens = read(text);
  return tokens ? (
    <div className={s.text} data-words="rich">
      {blocks(tokens)}
    </div>
  ) : (
    <p className={s.plain} data-words="plain">
      {text}
    </p>
  );
});

/** Null where there is nothing to it but words, or where it cannot be read. */
function read(text: string): Token[] | null {
  if (!/[*_`#>[\]~|\-+]|\d[.)]|:\/\//.test(text)) return null;
  try {
    const tokens = lexer(text, { gfm: true, breaks: true });
    return isDeeper(tokens, DEEPEST) ? null : tokens;
  } catch {
    // A thousand quotes inside each other are deeper than the reader goes.
    return null;
  }
}

function isDeeper(tokens: readonly Token[], levels: number): boolean {
  if (tokens.length > 0 && levels === 0) return true;
  return tokens.some((token) => {
    const inner = token.type === 'list' ? (token as Tokens.List).items : [token];
    return inner.some((each) => 'tokens' in each && isDeeper(each.tokens ?? [], levels - 1));
  });
}

const each = (tokens: readonly Token[] | undefined, show: (token: Token) => ReactNode) =>
  (tokens ?? []).map((token, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a message's text does not change
    <Fragment key={`${at} ${token.type}`}>{show(token)}</Fragment>
  ));

const blocks = (tokens: readonly Token[] | undefined) => each(tokens, block);
const inlines = (tokens: readonly Token[] | undefined) => each(tokens, inline);

function block(token: Token): ReactNode {
  switch (token.type) {
    case 'space':
    case 'def':
      return null;
    case 'heading':
      return <p className={s.heading}>{inlines(token.tokens)}</p>;
    case 'code':
      return <pre className={s.code}>{token.text}</pre>;
    case 'checkbox':
      return token.checked ? '☑ ' : '☐ ';
    case 'blockquote':
      return <blockquote>{blocks(token.tokens)}</blockquote>;
    case 'hr':
      return <hr />;
    case 'list':
      return <List list={token as Tokens.List} />;
    case 'table':
      return <Table table={token as Tokens.Table} />;
    case 'paragraph':
      return <p>{inlines(token.tokens)}</p>;
    case 'text':
      return 'tokens' in token && token.tokens ? inlines(token.tokens) : token.raw;
    default:
      return <p>{token.raw.trim()}</p>;
  }
}

function List({ list }: { list: Tokens.List }) {
  const items = list.items.map((item, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a message's text does not change
    <li key={at}>{blocks(item.tokens)}</li>
  ));
  return list.ordered ? <ol start={Number(list.start) || 1}>{items}</ol> : <ul>{items}</ul>;
}

function Table({ table }: { table: Tokens.Table }) {
  const row = (cells: readonly Tokens.TableCell[], Cell: 'td' | 'th') => (
    <tr>
      {cells.map((cell, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a message's text does not change
        <Cell key={at}>{inlines(cell.tokens)}</Cell>
      ))}
    </tr>
  );
  return (
    <div className={s.table}>
      <table>
        <thead>{row(table.header, 'th')}</thead>
        <tbody>
          {table.rows.map((cells, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a message's text does not change
            <Fragment key={at}>{row(cells, 'td')}</Fragment>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inline(token: Token): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{inlines(token.tokens)}</strong>;
    case 'em':
      return <em>{inlines(token.tokens)}</em>;
    case 'del':
      return <del>{inlines(token.tokens)}</del>;
    case 'codespan':
      return <code>{token.text}</code>;
    case 'br':
      return <br />;
    case 'link':
      return <Outside href={token.href}>{inlines(token.tokens)}</Outside>;
    case 'image':
      return <Outside href={token.href}>{token.text || token.href}</Outside>;
    case 'escape':
      return token.text;
    case 'text':
      return 'tokens' in token && token.tokens ? inlines(token.tokens) : token.raw;
    default:
      return token.raw;
  }
}

/** A way out of the portal; what is no web address stays words. */
function Outside({ href, children }: { href: string; children: ReactNode }) {
  const safe = safeLink(href);
  if (!safe) return <span title={href}>{children}</span>;
  return (
    <a href={safe} target="_blank" rel="noreferrer noopener" className="link">
      {children}
    </a>
  );
}
