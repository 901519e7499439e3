import { useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { reviewsKey } from '@/api/reviews';
import { fieldErrors } from '@/lib/problem';
import { useProject } from '@/lib/project';
import { t } from '@/lib/strings';
import s from './form.module.css';
import { errorsOf } from './model/errors';
import type { Fields } from './model/fields';
import { LEAST_COMMENT, lengthOf, type Troubles } from './model/limits';
import { knownTags } from './model/tags';
import { ActionField } from './parts/ActionField';
import { Correction } from './parts/Correction';
import { PriorityChoice } from './parts/PriorityChoice';
import { RatingChoice } from './parts/RatingChoice';
import { TagsField } from './parts/TagsField';
import { TextField } from './parts/TextField';
import type { Controls } from './useFormKeys';
import type { ReviewDraft } from './useReviewDraft';

const words = t.reviewForm;

interface Props {
  form: ReviewDraft;
  given: string | null;
  troubles: Troubles;
  wasTried: boolean;
  error: unknown;
  readOnly: boolean;
  controls: Controls;
  onChange: (part: Partial<Fields>) => void;
}

/** All that is written of a review, from the rating to the notes. */
export function FormFields(props: Props) {
  const { form, given, troubles, wasTried, error, readOnly, controls, onChange } = props;
  const { fields } = form;
  const known = useKnownTags();
  const errors = errorsOf(fields, troubles, wasTried, fieldErrors(error));
  const missing = LEAST_COMMENT - lengthOf(fields.comment.trim());
  return (
    <div className={s.parts}>
      <div ref={controls.rating}>
        <RatingChoice
          value={fields.rating}
          error={errors.rating ?? null}
          readOnly={readOnly}
          onChange={(rating) => onChange({ rating })}
        />
      </div>
      <TextField
        ref={controls.comment}
        label={words.comment}
        keyName="C"
        placeholder={words.commentHint}
        value={fields.comment}
        error={errors.comment ?? null}
        hint={troubles.comment === 'short' ? words.trouble.more(missing) : null}
        readOnly={readOnly}
        onChange={(comment) => onChange({ comment })}
      />
      <div className={s.lines}>
        <PriorityChoice
          ref={controls.priority}
          value={fields.priority}
          readOnly={readOnly}
          onChange={(priority) => onChange({ priority })}
        />
        <TagsField
          ref={controls.tags}
          value={fields.tags}
          known={known}
          error={errors.tags ?? null}
          readOnly={readOnly}
          onChange={(tags) => onChange({ tags })}
        />
      </div>
      <Correction
        ref={controls.correctedOutput}
        given={given}
        value={fields.correctedOutput}
        error={errors.correctedOutput ?? null}
        readOnly={readOnly}
        onChange={(correctedOutput) => onChange({ correctedOutput })}
      />
      <div className={s.lines}>
        <ActionField
          ref={controls.actionTaken}
          value={fields.actionTaken}
          error={errors.actionTaken ?? null}
          readOnly={readOnly}
          onChange={(actionTaken) => onChange({ actionTaken })}
        />
        <TextField
          ref={controls.resolutionNotes}
          label={words.notes}
          keyName="N"
          placeholder={words.notesHint}
          value={fields.resolutionNotes}
          error={errors.resolutionNotes ?? null}
          inline
          readOnly={readOnly}
          onChange={(resolutionNotes) => onChange({ resolutionNotes })}
        />
      </div>
    </div>
  );
}

/** Tags of the lists that were read on this page: good enough to suggest, and asks for nothing. */
function useKnownTags(): readonly string[] {
  const client = useQueryClient();
  const project = useProject();
  return useMemo(() => {
    const lists = client.getQueriesData({ queryKey: reviewsKey(project) });
    return knownTags(lists.map(([, data]) => data));
  }, [client, project]);
}
