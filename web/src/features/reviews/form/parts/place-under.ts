import { place } from '@/ui/place';

/** With less room beneath, a list opens where there is more. */
const LEAST = 220;
const HIGHEST = 280;
const NARROWEST = 180;

/** Shows a list in the top layer beside its field, and keeps it there; gives back what ends it. */
export function placeUnder(field: HTMLElement, panel: HTMLElement): () => void {
  // A field without edges of its own is in a box that has them.
  const anchor = field.closest('[data-anchor]') ?? field;
  const follow = () => {
    const width = Math.max(NARROWEST, anchor.getBoundingClientRect().width);
    const room = place(panel, anchor, { width, least: LEAST });
    Object.assign(panel.style, {
      width: `${width}px`,
      maxHeight: `${Math.min(HIGHEST, room)}px`,
    });
  };
  panel.showPopover();
  follow();
  addEventListener('scroll', follow, true);
  addEventListener('resize', follow);
  return () => {
    removeEventListener('scroll', follow, true);
    removeEventListener('resize', follow);
  };
}
