import { Check, Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { type ExportFormat, exportAddress } from '@/api/executions';
import type { ExecutionDetails } from '@/api/types';
import { copyText } from '@/lib/clipboard';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import { buttonClass } from '@/ui/Button';
import { Popover, PopoverItem, popoverStyles } from '@/ui/Popover';

const FORMATS: readonly ExportFormat[] = ['json', 'csv', 'otlp'];

/** The whole execution as a file, or its trace on the clipboard. */
export function ExportMenu({ details }: { details: ExecutionDetails }) {
  const project = useProject();
  const id = details.execution.executionId;
  return (
    <Popover
      label={t.execution.exportTitle}
      width={230}
      triggerClass={buttonClass()}
      trigger={t.execution.export}
    >
      {(close) => (
        <>
          <p className={popoverStyles.head}>{t.execution.exportTitle}</p>
          {FORMATS.map((format) => (
            <a
              key={format}
              className={popoverStyles.item}
              href={exportAddress(project, id, format)}
              download={`${id}.${format === 'csv' ? 'csv' : 'json'}`}
              onClick={close}
            >
              <Download className="ico" aria-hidden />
              {t.execution.exportFormats[format]}
            </a>
          ))}
          <hr className={popoverStyles.rule} />
          <CopyAll details={details} />
        </>
      )}
    </Popover>
  );
}

function CopyAll({ details }: { details: ExecutionDetails }) {
  const [done, setDone] = useState(false);
  const Icon = done ? Check : Copy;
  return (
    <PopoverItem onClick={async () => setDone(await copyText(JSON.stringify(details, null, 2)))}>
      <Icon className="ico" aria-hidden />
      {done ? t.copied : t.execution.copyAll}
    </PopoverItem>
  );
}
