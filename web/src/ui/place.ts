const MARGIN = 8;
const GAP = 4;

interface Wish {
  /** Pixels that it will be wide. */
  width: number;
  /** With less room beneath, it opens where there is more. */
  least: number;
  /** Above in any case. */
  above?: boolean;
}

/** Puts a panel of the top layer under what it belongs to, or over it; gives back how high it may be. */
export function place(panel: HTMLElement, anchor: Element, wish: Wish): number {
  const box = anchor.getBoundingClientRect();
  const [over, under] = [box.top, innerHeight - box.bottom].map((room) => room - GAP - MARGIN);
  const isAbove = wish.above || (under < wish.least && over > under);
  const left = Math.min(box.left, innerWidth - wish.width - MARGIN);
  Object.assign(panel.style, {
    left: `${Math.max(MARGIN, left)}px`,
    top: isAbove ? 'auto' : `${box.bottom + GAP}px`,
    bottom: isAbove ? `${innerHeight - box.top + GAP}px` : 'auto',
  });
  return isAbove ? over : under;
}
