import { Download } from 'lucide-react';
import { useState } from 'react';
import { cx } from '@/lib/cx';
import { t } from '@/lib/strings';
import { Button, buttonClass } from '@/ui/Button';
import { Command } from '@/ui/Command';
import { Segmented } from '@/ui/Segmented';
import s from './export.module.css';
import { command, downloadAddress, type ExportDraft, FORMATS, type Format } from './model';

const words = t.reviewExport;
const OPTIONS = FORMATS.map((value) => ({ value, label: value.toUpperCase() }));

interface TakeProps {
  project: string;
  draft: ExportDraft;
  hasAny: boolean;
}

/** The file, which the browser writes as it comes; or the command that pulls it every night. */
export function Take({ project, draft, hasAny }: TakeProps) {
  const [format, setFormat] = useState<Format>('jsonl');
  const [showsCommand, setShowsCommand] = useState(false);
  const text = command(location.origin, draft, format);
  return (
    <footer className={s.take}>
      {showsCommand && (
        <div className={s.command}>
          <h3>{words.nightly}</h3>
          <Command text={text} label={words.copyCommand} />
          <p>
            {words.nightlyText}{' '}
            <a href="/docs" target="_blank" rel="noreferrer" className="link">
              {words.docs}
            </a>
          </p>
        </div>
      )}
      <div className={s.actions}>
        <Button aria-pressed={showsCommand} onClick={() => setShowsCommand(!showsCommand)}>
          {words.ci}
        </Button>
        <span className="grow" />
        <Segmented label={words.format} value={format} options={OPTIONS} onChange={setFormat} />
        <a
          className={cx(buttonClass({ look: 'primary' }), !hasAny && s.off)}
          href={hasAny ? downloadAddress(project, draft, format) : undefined}
          aria-disabled={!hasAny || undefined}
          download={`training.${format}`}
        >
          <Download className="ico" aria-hidden />
          {words.download}
        </a>
      </div>
    </footer>
  );
}
