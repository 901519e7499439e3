import { Braces, FileText, ImageIcon, Music } from 'lucide-react';
import type { ReactNode } from 'react';
import { type Piece, pieces } from '@/lib/pieces';
import { t } from '@/lib/strings';
import { Folded } from '../JsonRow';
import { JsonTree } from '../JsonTree';
import s from './chat.module.css';
import { Markdown } from './Markdown';

/** Longer texts are folded. */
const FOLD = 8_000;

/** A message's content as what it is. */
export function Pieces({ content }: { content: unknown }) {
  return pieces(content).map((piece, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a message's pieces never move
    <One key={`${at} ${piece.kind}`} piece={piece} />
  ));
}

function One({ piece }: { piece: Piece }) {
  switch (piece.kind) {
    case 'text':
      return <Text text={piece.text} />;
    case 'thought':
      return (
        <details className={s.thought}>
          <summary>{t.chat.thought}</summary>
          <Text text={piece.text} />
        </details>
      );
    case 'image':
      return piece.src ? (
        <img className={s.image} src={piece.src} alt={piece.name || t.chat.image} />
      ) : (
        <Elsewhere icon={<ImageIcon className="ico" aria-hidden />} href={piece.href}>
          {piece.name || t.chat.image}
        </Elsewhere>
      );
    case 'audio':
      return <Sound piece={piece} />;
    case 'file':
      return (
        <Elsewhere icon={<FileText className="ico" aria-hidden />} href={piece.href}>
          {piece.name}
        </Elsewhere>
      );
    case 'buttons':
      return (
        <>
          {piece.text && <Text text={piece.text} />}
          <ul className={s.acts} aria-label={t.chat.choices}>
            {piece.items.map((item, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: choices never move, and may repeat
              <li key={`${at} ${item}`}>{item}</li>
            ))}
          </ul>
        </>
      );
    default:
      return (
        <div className={s.raw}>
          <header>
            <Braces className="ico" aria-hidden />
            <span className="mono">{piece.type ?? t.chat.data}</span>
            {piece.type && <span>{t.chat.noView}</span>}
          </header>
          <JsonTree value={piece.value} />
        </div>
      );
  }
}

function Text({ text }: { text: string }) {
  if (text.length <= FOLD) return <Markdown text={text} />;
  return (
    <p className={s.long}>
      <Folded text={text} at={FOLD} />
    </p>
  );
}

function Sound({ piece }: { piece: Extract<Piece, { kind: 'audio' }> }) {
  return (
    <>
      {piece.src ? (
        // biome-ignore lint/a11y/useMediaCaption: what was said stands below, where it is known
        <audio className={s.audio} controls preload="metadata" src={piece.src} />
      ) : (
        <Elsewhere icon={<Music className="ico" aria-hidden />} href={piece.href}>
          {t.chat.audio}
        </Elsewhere>
      )}
      {piece.transcript && <p className={s.script}>{piece.transcript}</p>}
    </>
  );
}

/** What lies elsewhere is named, and fetched only by whoever follows the link. */
function Elsewhere(props: { icon: ReactNode; href: string | null; children: ReactNode }) {
  return (
    <p className={s.elsewhere}>
      {props.icon}
      {props.href ? (
        <a className="link" href={props.href} target="_blank" rel="noreferrer noopener">
          {props.children}
        </a>
      ) : (
        <span>{props.children}</span>
      )}
    </p>
  );
}
