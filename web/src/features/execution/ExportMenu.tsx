import { useQueryClient } from '@tanstack/react-query';
import { Check, Copy, Download } from 'lucide-react';
import { useState } from 'react';
import { type ExportFormat, exportAddress, wholeExecutionQuery } from '@/api/executions';
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
          <CopyAll project={project} id={id} />
        </>
      )}
    </Popover>
  );
}

/** Everything, payloads too: it is read when it is asked for. */
function CopyAll({ project, id }: { project: string; id: string }) {
  const client = useQueryClient();
  const [state, setState] = useState<'idle' | 'busy' | 'done' | 'failed'>('idle');
  const copy = async () => {
    setState('busy');
    try {
      const whole = await client.fetchQuery(wholeExecutionQuery(project, id));
      setState((await copyText(JSON.stringify(whole, null, 2))) ? 'done' : 'failed');
    } catch {
      setState('failed');
    }
  };
  const Icon = state === 'done' ? Check : Copy;
  const said = {
    idle: t.execution.copyAll,
    busy: t.loading,
    done: t.copied,
    failed: t.errors.title,
  };
  return (
    <PopoverItem onClick={copy} disabled={state === 'busy'}>
      <Icon className="ico" aria-hidden />
      <span aria-live="polite">{said[state]}</span>
    </PopoverItem>
  );
}
