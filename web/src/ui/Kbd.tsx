import s from './controls.module.css';

export const Kbd = ({ children }: { children: string }) => <kbd className={s.kbd}>{children}</kbd>;
