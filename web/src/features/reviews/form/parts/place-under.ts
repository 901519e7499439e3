const MARGIN = 8;
const GAP = 4;
/** With less room beneath, a list opens where there is more. */
const LEAST = 220;

/** Shows a list in the top layer beside its field, and keeps it there; gives back what ends it. */
export function placeUnder(field: HTMLElement, panel: HTMLElement): () => void {
  // A field without edges of its own is in a box that has them.
  const anchor = field.closest('[data-anchor]') ?? field;
  const place = () => {
    const box = anchor.getBoundingClientRect();
    const [over, under] = [box.top, innerHeight - box.bottom].map((room) => room - GAP - MARGIN);
    const above = under < LEAST && over > under;
    Object.assign(panel.style, {
      left: `${box.left}px`,
      width: `${Math.max(180, box.width)}px`,
      top: above ? 'auto' : `${box.bottom + GAP}px`,
      bottom: above ? `${innerHeight - box.top + GAP}px` : 'auto',
      maxHeight: `${Math.min(280, above ? over : under)}px`,
    });
  };
  panel.showPopover();
  place();
  addEventListener('scroll', place, true);
  addEventListener('resize', place);
  return () => {
    removeEventListener('scroll', place, true);
    removeEventListener('resize', place);
  };
}
