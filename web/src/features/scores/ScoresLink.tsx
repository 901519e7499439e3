import { Link } from '@tanstack/react-router';
import { ChartLine } from 'lucide-react';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';

/** The way to the charts of scores, for the bars of other pages. */
export const ScoresLink = () => (
  <Link to="/scores" className={buttonClass({ look: 'ghost' })} aria-label={t.scores.title}>
    <ChartLine className="ico" aria-hidden />
    <span className="wide">{t.scores.title}</span>
  </Link>
);
