import { ChevronDown, RefreshCw } from 'lucide-react';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { Popover, PopoverItem } from '@/ui/Popover';
import s from './bar.module.css';

const words = t.dashboards.refresh;
const CHOICES = [0, 10, 60, 300];

const name = (seconds: number) =>
  seconds === 0 ? words.off : (words.every[seconds] ?? words.seconds(seconds));

/** How often the cards look for new figures. */
export const RefreshMenu = ({
  value,
  onChange,
}: {
  value: number;
  onChange: (seconds: number) => void;
}) => (
  <Popover
    label={words.title}
    width={200}
    triggerClass={`${buttonClass({ look: 'ghost' })} ${s.roomy}`}
    trigger={
      <>
        <RefreshCw className="ico" aria-hidden />
        {name(value)}
        <ChevronDown className="ico" aria-hidden />
      </>
    }
  >
    {(close) =>
      CHOICES.map((seconds) => (
        <PopoverItem
          key={seconds}
          aria-current={seconds === value}
          onClick={() => {
            onChange(seconds);
            close();
          }}
        >
          {name(seconds)}
        </PopoverItem>
      ))
    }
  </Popover>
);
