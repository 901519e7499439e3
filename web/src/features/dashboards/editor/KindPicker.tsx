import {
  ChartColumn,
  ChartLine,
  ChartPie,
  Hash,
  List,
  type LucideIcon,
  Percent,
} from 'lucide-react';
import { t } from '@/lib/strings';
import { CARD_TYPES, type CardType } from '../api/types';
import s from './editor.module.css';

const words = t.editor;

const ICONS: Record<CardType, LucideIcon> = {
  number: Hash,
  rate: Percent,
  line: ChartLine,
  bar: ChartColumn,
  pie: ChartPie,
  feed: List,
};

interface KindPickerProps {
  value: CardType;
  onChange: (type: CardType) => void;
}

/** What the card looks like. */
export const KindPicker = ({ value, onChange }: KindPickerProps) => (
  <fieldset className={s.kinds} aria-label={words.kindLabel}>
    {CARD_TYPES.map((type) => {
      const Icon = ICONS[type];
      return (
        <button
          key={type}
          type="button"
          aria-pressed={type === value}
          onClick={() => onChange(type)}
        >
          <Icon className="ico" aria-hidden />
          {words.kinds[type]}
        </button>
      );
    })}
  </fieldset>
);
