import {
  type ButtonHTMLAttributes,
  type ReactNode,
  type Ref,
  useId,
  useRef,
  useState,
} from 'react';
import { cx } from '@/lib/cx';
import { place } from './place';
import s from './popover.module.css';

/** With less room beneath, a panel opens where there is more. */
const LEAST = 280;

interface PopoverProps {
  /** What the popover is, for screen readers. */
  label: string;
  width: number;
  /** The content of the button that opens it. */
  trigger: ReactNode;
  triggerClass?: string;
  triggerProps?: ButtonHTMLAttributes<HTMLButtonElement>;
  triggerRef?: Ref<HTMLButtonElement>;
  /** Above the button, as at the foot of the page. */
  above?: boolean;
  children: (close: () => void) => ReactNode;
}

/** A button with a panel in the browser's top layer, closed by Escape or a click outside. */
export function Popover(props: PopoverProps) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  function show() {
    const button = document.querySelector(`[popovertarget="${CSS.escape(id)}"]`);
    if (!panel.current || !button) return;
    const { width, above } = props;
    const room = place(panel.current, button, { width, above, least: LEAST });
    panel.current.style.maxHeight = above ? '' : `${room}px`;
  }

  return (
    <>
      <button
        type="button"
        ref={props.triggerRef}
        popoverTarget={id}
        aria-haspopup="dialog"
        aria-expanded={open}
        className={props.triggerClass}
        {...props.triggerProps}
      >
        {props.trigger}
      </button>
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={props.label}
        className={s.popover}
        style={{ width: props.width }}
        onBeforeToggle={(event) => event.newState === 'open' && show()}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open && props.children(() => panel.current?.hidePopover())}
      </div>
    </>
  );
}

interface ItemProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** Ticked or not, where the item is one of several that may be. */
  checked?: boolean;
}

export function PopoverItem({ checked, className, ...rest }: ItemProps) {
  const checkable = checked === undefined ? {} : { role: 'checkbox', 'aria-checked': checked };
  return <button type="button" className={cx(s.item, className)} {...checkable} {...rest} />;
}

export const popoverStyles = s;
